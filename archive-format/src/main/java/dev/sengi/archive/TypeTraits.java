package dev.sengi.archive;

import dev.sengi.archive.EntryTraits.Belonging;
import dev.sengi.archive.EntryTraits.Content;
import dev.sengi.archive.EntryTraits.Data;
import dev.sengi.archive.EntryTraits.Group;
import dev.sengi.archive.EntryTraits.Owner;
import dev.sengi.archive.EntryTraits.Pass;
import dev.sengi.archive.EntryTraits.Selector;
import dev.sengi.archive.EntryTraits.Weight;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The traits of a type of TOC entries. Not changed once {@link EntryType} has been initialized. */
final class TypeTraits {
    Set<Section> sections = EnumSet.noneOf(Section.class);
    Section inferred = Section.PRE_DATA;
    Data data = Data.NOTHING;
    Content content = Content.DEFINITION;
    Pass pass = Pass.MAIN;
    Owner owner = Owner.UNKNOWN;
    Selector selector = Selector.NOTHING;
    Belonging belonging = Belonging.NONE;
    Group group = Group.NOTHING;
    Weight weight = Weight.SMALL;
    String relkinds = "";

    @Nullable
    String settingForm;

    boolean database;
    boolean annotation;
    boolean largeObject;
    boolean constraint;
    boolean table;
    boolean readsRows;
    boolean readsTables;
    boolean noIfExists;

    private TypeTraits() {}

    static TypeTraits in(Section... sections) {
        TypeTraits traits = new TypeTraits();
        traits.sections = Set.of(sections);
        return traits;
    }

    static TypeTraits anywhere() {
        TypeTraits traits = in(Section.values());
        traits.inferred = Section.NONE;
        return traits;
    }

    TypeTraits inferred(Section section) {
        inferred = section;
        return this;
    }

    TypeTraits data(Data value) {
        data = value;
        return this;
    }

    TypeTraits content(Content value) {
        content = value;
        return this;
    }

    TypeTraits pass(Pass value) {
        pass = value;
        return this;
    }

    TypeTraits owner(Owner value) {
        owner = value;
        return this;
    }

    TypeTraits selector(Selector value) {
        selector = value;
        return this;
    }

    TypeTraits of(Belonging value) {
        belonging = value;
        return this;
    }

    TypeTraits group(Group value) {
        group = value;
        return this;
    }

    TypeTraits weight(Weight value) {
        weight = value;
        return this;
    }

    TypeTraits relkinds(String value) {
        relkinds = value;
        return this;
    }

    TypeTraits setting(String form) {
        settingForm = form;
        return this;
    }

    TypeTraits database() {
        database = true;
        return this;
    }

    TypeTraits annotation() {
        annotation = true;
        return this;
    }

    TypeTraits largeObjects() {
        largeObject = true;
        return this;
    }

    TypeTraits constraint() {
        constraint = true;
        owner = Owner.NONE;
        weight = Weight.ROWS;
        return this;
    }

    TypeTraits tree() {
        table = true;
        return this;
    }

    TypeTraits mayReadRows() {
        readsRows = true;
        return this;
    }

    TypeTraits mayReadTables() {
        readsTables = true;
        return this;
    }

    TypeTraits noIfExists() {
        noIfExists = true;
        return this;
    }
}

package dev.sengi.archive;

import dev.sengi.archive.EntryType.Belonging;
import dev.sengi.archive.EntryType.Content;
import dev.sengi.archive.EntryType.Data;
import dev.sengi.archive.EntryType.Group;
import dev.sengi.archive.EntryType.Owner;
import dev.sengi.archive.EntryType.Pass;
import dev.sengi.archive.EntryType.Selector;
import dev.sengi.archive.EntryType.Weight;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The traits of a type of TOC entries, set while {@link EntryType} is initialized and unchanged afterwards. */
final class EntryTraits {
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

    private EntryTraits() {}

    static EntryTraits in(Section... sections) {
        EntryTraits traits = new EntryTraits();
        traits.sections = Set.of(sections);
        return traits;
    }

    static EntryTraits anywhere() {
        EntryTraits traits = in(Section.values());
        traits.inferred = Section.NONE;
        return traits;
    }

    EntryTraits inferred(Section section) {
        inferred = section;
        return this;
    }

    EntryTraits data(Data value) {
        data = value;
        return this;
    }

    EntryTraits content(Content value) {
        content = value;
        return this;
    }

    EntryTraits pass(Pass value) {
        pass = value;
        return this;
    }

    EntryTraits owner(Owner value) {
        owner = value;
        return this;
    }

    EntryTraits selector(Selector value) {
        selector = value;
        return this;
    }

    EntryTraits of(Belonging value) {
        belonging = value;
        return this;
    }

    EntryTraits group(Group value) {
        group = value;
        return this;
    }

    EntryTraits weight(Weight value) {
        weight = value;
        return this;
    }

    EntryTraits relkinds(String value) {
        relkinds = value;
        return this;
    }

    EntryTraits setting(String form) {
        settingForm = form;
        return this;
    }

    EntryTraits database() {
        database = true;
        return this;
    }

    EntryTraits annotation() {
        annotation = true;
        return this;
    }

    EntryTraits largeObjects() {
        largeObject = true;
        return this;
    }

    EntryTraits constraint() {
        constraint = true;
        owner = Owner.NONE;
        weight = Weight.ROWS;
        return this;
    }

    EntryTraits tree() {
        table = true;
        return this;
    }

    EntryTraits mayReadRows() {
        readsRows = true;
        return this;
    }

    EntryTraits mayReadTables() {
        readsTables = true;
        return this;
    }

    EntryTraits noIfExists() {
        noIfExists = true;
        return this;
    }
}

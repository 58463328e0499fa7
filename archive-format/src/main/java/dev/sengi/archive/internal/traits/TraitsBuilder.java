package dev.sengi.archive.internal.traits;

import dev.sengi.archive.DataKind;
import dev.sengi.archive.Section;
import dev.sengi.archive.internal.traits.EntryTraits.Belonging;
import dev.sengi.archive.internal.traits.EntryTraits.Calls;
import dev.sengi.archive.internal.traits.EntryTraits.Content;
import dev.sengi.archive.internal.traits.EntryTraits.Group;
import dev.sengi.archive.internal.traits.EntryTraits.LargeObjects;
import dev.sengi.archive.internal.traits.EntryTraits.Owner;
import dev.sengi.archive.internal.traits.EntryTraits.Pass;
import dev.sengi.archive.internal.traits.EntryTraits.Selector;
import dev.sengi.archive.internal.traits.EntryTraits.Setting;
import dev.sengi.archive.internal.traits.EntryTraits.Weight;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects the traits of a type. The defaults suit most types. */
public final class TraitsBuilder {
    final Set<Section> sections;
    final Set<Trait> traits = EnumSet.noneOf(Trait.class);
    final Section usual;
    Section inferred = Section.PRE_DATA;
    DataKind data = DataKind.NOTHING;
    Content content = Content.DEFINITION;
    Pass pass = Pass.MAIN;
    Pass passAfterData = Pass.MAIN;
    Owner owner = Owner.UNKNOWN;
    Selector selector = Selector.NOTHING;
    Belonging belonging = Belonging.NONE;
    Group group = Group.NOTHING;
    Weight weight = Weight.SMALL;
    Calls calls = Calls.ANYWHERE;
    LargeObjects largeObjects = LargeObjects.NONE;
    Setting setting = Setting.NONE;
    String relkinds = "";

    @Nullable
    String settingForm;

    @Nullable
    String sqlName;

    @Nullable
    String obsoleteTag;

    private TraitsBuilder(Section usual, Section... sections) {
        this.usual = usual;
        this.sections = Set.of(sections);
    }

    /** Starts the traits of a type whose entries belong to the given sections, of which the first is the usual one. */
    public static TraitsBuilder in(Section... sections) {
        return new TraitsBuilder(sections.length == 0 ? Section.PRE_DATA : sections[0], sections);
    }

    /** Starts the traits of a type whose entries may belong to any section, but usually have none, as in old archives. */
    public static TraitsBuilder anywhere() {
        return new TraitsBuilder(Section.NONE, Section.values()).inferred(Section.NONE);
    }

    /** Returns the traits. */
    public EntryTraits build() {
        return new EntryTraits(this);
    }

    public TraitsBuilder is(Trait... values) {
        traits.addAll(List.of(values));
        return this;
    }

    public TraitsBuilder inferred(Section section) {
        inferred = section;
        return this;
    }

    public TraitsBuilder data(DataKind value) {
        data = value;
        return this;
    }

    public TraitsBuilder content(Content value) {
        content = value;
        return this;
    }

    public TraitsBuilder pass(Pass value) {
        pass = value;
        return passAfterData(value);
    }

    /** Sets the pass of entries that belong to the post-data section, if it is another one. */
    public TraitsBuilder passAfterData(Pass value) {
        passAfterData = value;
        return this;
    }

    public TraitsBuilder owner(Owner value) {
        owner = value;
        return this;
    }

    public TraitsBuilder selector(Selector value) {
        selector = value;
        return this;
    }

    public TraitsBuilder of(Belonging value) {
        belonging = value;
        return this;
    }

    public TraitsBuilder group(Group value) {
        group = value;
        return this;
    }

    public TraitsBuilder weight(Weight value) {
        weight = value;
        return this;
    }

    public TraitsBuilder calls(Calls value) {
        calls = value;
        return this;
    }

    public TraitsBuilder largeObjects(LargeObjects value) {
        largeObjects = value;
        return this;
    }

    public TraitsBuilder relkinds(String value) {
        relkinds = value;
        return this;
    }

    public TraitsBuilder setting(Setting value, String form) {
        setting = value;
        settingForm = form;
        return this;
    }

    /** Sets the keywords by which commands name such objects, if they differ from {@code desc}. */
    public TraitsBuilder sqlName(String value) {
        sqlName = value;
        return this;
    }

    /** Sets the tag of the entries that restores ignore. */
    public TraitsBuilder obsoleteTag(String value) {
        obsoleteTag = value;
        return this;
    }

    public TraitsBuilder constraint() {
        return is(Trait.CONSTRAINT).sqlName("CONSTRAINT").owner(Owner.NONE).weight(Weight.ROWS);
    }
}

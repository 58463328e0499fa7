package dev.sengi.archive.internal.verify;

import dev.sengi.archive.internal.charset.Utf8;

/** UTF-8 text that must also obey another rule. */
final class Utf8Rule implements DataRule {
    private final DataRule rule;
    private final Utf8 text = new Utf8();

    Utf8Rule(DataRule rule) {
        this.rule = rule;
    }

    @Override
    public void accept(byte[] bytes, int length) {
        text.accept(bytes, length);
        rule.accept(bytes, length);
    }

    @Override
    public long rows() {
        return rule.rows();
    }

    @Override
    public String fault() {
        String fault = rule.fault();
        return fault == null && !text.complete() ? "the data are not valid UTF-8" : fault;
    }
}

package sample.base;

public class Base {
    protected String protectedValue() { return "protected"; }
}

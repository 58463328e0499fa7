package sample;

import java.io.Serializable;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

/** Uses lambdas and method references of many kinds, and prints what they return. */
public class Sample extends sample.base.Base {
    interface Wide { long of(long a, double b, int c); }
    interface Void { void run(long a, Object b); }
    interface Greeter {
        String name();
        private String greeting() { return "hello " + name(); }
        default Supplier<String> later() { return () -> greeting(); }
        default Supplier<String> reference() { return this::greeting; }
    }
    enum Color { RED, BLUE; final Supplier<String> lower = () -> name().toLowerCase(Locale.ROOT); }
    record Pair<A, B>(A first, B second) { <C> Pair<C, B> with(Function<A, C> f) { return new Pair<>(f.apply(first), second); } }
    private final String state = "state";
    private String secret(Object with) { return state + with; }
    private static String hidden(Object... all) { return "hidden" + Arrays.asList(all); }
    static int count;
    static long increase(int by) { return count += by; }
    static <T extends Comparable<T>> T greater(T a, T b) { return a.compareTo(b) > 0 ? a : b; }
    int self() { return 7; }
    static int code(int c) { return c; }
    static Character first(String s) { return s.charAt(0); }

    void run() {
        print(((Supplier<String>) () -> state).get());
        Function<Object, String> secret = this::secret;
        print(secret.apply(1));
        print(((Function<Object, String>) Sample::hidden).apply("x"));
        Supplier<String> superior = super::protectedValue;
        print(superior.get());
        print(((Supplier<String>) this::protectedValue).get());
        Runnable nested = () -> { Runnable inner = () -> print("inner " + state); inner.run(); };
        nested.run();
        new Object() { void go() { Supplier<String> s = () -> "anonymous " + secret(2); print(s.get()); } }.go();
    }

    static void print(Object value) { System.out.println(value); }

    public static void main(String[] args) {
        new Sample().run();
        byte b = 1; short s = 2; char c = 'c'; float f = 1.5f; long l = 1L << 40; double d = 2.25; boolean z = true;
        print(((Wide) (x, y, w) -> (long) (x + y + w + b + s + c + f + l + d + (z ? 1 : 0))).of(1, 2, 3));
        ToLongFunction<Integer> widened = i -> i; print(widened.applyAsLong(5));
        ToLongFunction<Integer> byReference = Integer::intValue; print(byReference.applyAsLong(6));
        ToIntFunction<Character> character = ch -> ch; print(character.applyAsInt('x'));
        ToDoubleFunction<Character> toDouble = Character::charValue; print(toDouble.applyAsDouble('y'));
        ToIntFunction<Character> code = Sample::code; print(code.applyAsInt('z'));
        ToLongFunction<String> first = Sample::first; print(first.applyAsLong("z"));
        Function<Character, Integer> numeric = Character::getNumericValue; print(numeric.apply('7'));
        Function<Integer, Object> boxed = Math::abs; print(boxed.apply(-3));
        IntFunction<Object> boxing = i -> i; print(boxing.apply(4));
        IntFunction<Long> larger = Sample::increase; print(larger.apply(2));
        IntConsumer discards = Sample::increase; discards.accept(3); print(count);
        Function<Integer, Long> through = Sample::increase; print(through.apply(4));
        ToDoubleFunction<Sample> self = Sample::self; print(self.applyAsDouble(new Sample()));
        Void nothing = (x, y) -> print(x + " " + y); nothing.run(9, "v");
        BinaryOperator<String> greater = Sample::greater; print(greater.apply("a", "b"));
        Supplier<List<String>> creates = ArrayList::new; print(creates.get());
        Function<Collection<String>, Set<String>> copies = TreeSet::new; print(copies.apply(List.of("b", "a")));
        IntFunction<int[][]> array = int[][]::new; print(array.apply(3).length);
        Function<Object, String> cast = String.class::cast; print(cast.apply("cast"));
        UnaryOperator<String> upper = String::toUpperCase; print(upper.apply("up"));
        Supplier<Integer> bound = "four"::length; print(bound.get());
        Predicate<Boolean> bool = x -> !x; print(bool.test(true));
        BooleanSupplier unboxed = () -> Boolean.TRUE; print(unboxed.getAsBoolean());
        Comparator<String> serializable = (Comparator<String> & Serializable) String::compareTo; print(serializable.compare("a", "b"));
        Greeter greeter = () -> "you"; print(greeter.later().get() + greeter.reference().get());
        print(Color.BLUE.lower.get());
        print(new Pair<>(1, 2L).with(x -> "n" + x).with(String::length));
        print(Stream.of(3, 1, 2).sorted(Comparator.comparing((Integer i) -> -i)).map(Integer::toUnsignedString).collect(Collectors.joining(",")));
        print(IntStream.range(0, 5).mapToObj(i -> (Supplier<Long>) () -> i * l).map(Supplier::get).toList());
        try { Callable(() -> { throw new java.io.IOException("thrown"); }); } catch (Exception e) { print(e); }
        refused((Function) (Function<String, Object>) String::length, 1);
        refused((Function) (Function<Integer, Integer>) Sample::code, 2.9);
        refused((Function) (Function<String, String>) Sample::wide, 1);
        refused((Function) (Function<Integer, String>) Object::toString, "1");
    }

    static String wide(Object o) { return "wide" + o; }

    /** Lambdas check the types of their arguments, even if the code in them would take others. */
    static void refused(Function function, Object argument) {
        try { print(function.apply(argument)); } catch (ClassCastException e) { print("wrong type"); }
    }

    static void Callable(java.util.concurrent.Callable<Object> c) throws Exception { c.call(); }
}

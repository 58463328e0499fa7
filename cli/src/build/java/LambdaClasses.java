import static org.objectweb.asm.Opcodes.ACC_FINAL;
import static org.objectweb.asm.Opcodes.ACC_PRIVATE;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ACC_SUPER;
import static org.objectweb.asm.Opcodes.ACC_SYNTHETIC;
import static org.objectweb.asm.Opcodes.ASM9;
import static org.objectweb.asm.Opcodes.H_INVOKESTATIC;
import static org.objectweb.asm.Opcodes.H_NEWINVOKESPECIAL;
import static org.objectweb.asm.Opcodes.INVOKEINTERFACE;
import static org.objectweb.asm.Opcodes.INVOKESPECIAL;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.INVOKEVIRTUAL;
import static org.objectweb.asm.Opcodes.V17;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.GeneratorAdapter;
import org.objectweb.asm.commons.Method;

/**
 * Replaces the lambdas and method references in jars by classes, with which commands start faster: until Java 24, each
 * lambda is linked by interpreted code when it is first used, although its class is stored, and that takes eight times
 * as long as loading a stored class. A dump uses 400. No compiler for Java generates such classes itself.
 *
 * <p>Only the commands' distribution is changed in this way, not what the modules' jars contain as libraries.
 *
 * <p>{@code LambdaMetafactory} documents what a lambda's class does: it casts, boxes or widens the arguments, and passes
 * them to the method that contains the lambda's code, or to which the reference refers. That may be private; nestmates
 * may call it.
 */
public final class LambdaClasses {
    private static final String METAFACTORY = "java/lang/invoke/LambdaMetafactory";
    private static final String CLASS = ".class";
    private static final String INSTANCE = "INSTANCE";
    private static final String FACTORY = "of";
    private static final Type OBJECT = Type.getType(Object.class);
    private static final Type CHARACTER = Type.getType(Character.class);

    /** A file of a jar. */
    private record Content(byte[] bytes, LocalDateTime time) {}

    /** The changed content of a jar, by path. */
    private final Map<String, Content> files = new LinkedHashMap<>();
    /** The names of the new classes by that of the class whose nest they join. */
    private final Map<String, List<String>> nests = new LinkedHashMap<>();

    private LambdaClasses() {}

    /** @param jars the jars to change */
    public static void main(String[] jars) throws IOException {
        for (String jar : jars) {
            new LambdaClasses().change(Path.of(jar));
        }
    }

    private void change(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                byte[] bytes = zip.getInputStream(entry).readAllBytes();
                add(entry.getName(), new Content(bytes, entry.getTimeLocal()));
            }
        }
        for (Map.Entry<String, List<String>> nest : nests.entrySet()) {
            String host = nest.getKey() + CLASS;
            Content content = files.get(host);
            if (content == null) {
                throw new IllegalStateException(host + " is not in " + jar);
            }
            files.put(host, new Content(withMembers(content.bytes, nest.getValue()), content.time));
        }
        ByteArrayOutputStream changed = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(changed)) {
            for (Map.Entry<String, Content> file : files.entrySet()) {
                ZipEntry entry = new ZipEntry(file.getKey());
                entry.setTimeLocal(file.getValue().time);
                out.putNextEntry(entry);
                out.write(file.getValue().bytes);
                out.closeEntry();
            }
        }
        Files.write(jar, changed.toByteArray());
    }

    private void add(String name, Content content) {
        // Classes for certain versions of Java lie below META-INF; the project has none.
        if (!name.endsWith(CLASS) || name.equals("module-info.class") || name.startsWith("META-INF/")) {
            files.put(name, content);
            return;
        }
        ClassReader reader = new ClassReader(content.bytes);
        ClassWriter writer = new ClassWriter(0);
        List<Lambda> lambdas = new ArrayList<>();
        reader.accept(new Replacing(writer, reader.getClassName(), lambdas), 0);
        files.put(name, lambdas.isEmpty() ? content : new Content(writer.toByteArray(), content.time));
        for (Lambda lambda : lambdas) {
            nests.computeIfAbsent(lambda.host, host -> new ArrayList<>()).add(lambda.name);
            files.put(lambda.name + CLASS, new Content(lambda.toClass(), content.time));
        }
    }

    private static byte[] withMembers(byte[] host, List<String> members) {
        ClassWriter writer = new ClassWriter(0);
        new ClassReader(host).accept(writer, 0);
        members.forEach(writer::visitNestMember);
        return writer.toByteArray();
    }

    /** Replaces the instructions of a class that create lambdas. */
    private static final class Replacing extends ClassVisitor {
        private final String name;
        private final List<Lambda> lambdas;
        private String host;

        Replacing(ClassVisitor next, String name, List<Lambda> lambdas) {
            super(ASM9, next);
            this.name = name;
            this.lambdas = lambdas;
            host = name;
        }

        @Override
        public void visitNestHost(String nestHost) {
            host = nestHost;
            super.visitNestHost(nestHost);
        }

        @Override
        public MethodVisitor visitMethod(int access, String method, String type, String signature, String[] thrown) {
            return new MethodVisitor(ASM9, super.visitMethod(access, method, type, signature, thrown)) {
                @Override
                public void visitInvokeDynamicInsn(String called, String factory, Handle bootstrap, Object... args) {
                    // The other factory is for lambdas with several interfaces, and for serializable ones.
                    if (!bootstrap.getOwner().equals(METAFACTORY)
                            || !bootstrap.getName().equals("metafactory")) {
                        super.visitInvokeDynamicInsn(called, factory, bootstrap, args);
                        return;
                    }
                    Lambda lambda = new Lambda(
                            name + "$$Lambda" + lambdas.size(),
                            host,
                            new Method(called, ((Type) args[0]).getDescriptor()),
                            factory,
                            (Handle) args[1],
                            ((Type) args[2]).getArgumentTypes());
                    lambdas.add(lambda);
                    lambda.create(mv);
                }
            };
        }
    }

    /**
     * A lambda or method reference.
     *
     * @param name of its class
     * @param host of its class's nest
     * @param called the interface's method, with erased types
     * @param factory the types of the captured values, and the interface
     * @param code the method that it calls
     * @param arguments the types of the interface's arguments, as far as they are known
     */
    private record Lambda(String name, String host, Method called, String factory, Handle code, Type[] arguments) {

        private Type type() {
            return Type.getObjectType(name);
        }

        private Type[] captured() {
            return Type.getArgumentTypes(factory);
        }

        private static String field(int captured) {
            return "captured" + captured;
        }

        /** Writes what creates the lambda from captured values on the stack. */
        void create(MethodVisitor method) {
            Type[] captured = captured();
            GeneratorAdapter code = new GeneratorAdapter(method, ACC_STATIC, "", "()V");
            if (captured.length == 0) {
                code.getStatic(type(), INSTANCE, type());
            } else {
                code.invokeStatic(type(), new Method(FACTORY, type(), captured));
            }
        }

        byte[] toClass() {
            ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
            String[] interfaces = {Type.getReturnType(factory).getInternalName()};
            writer.visit(V17, ACC_FINAL | ACC_SUPER | ACC_SYNTHETIC, name, null, OBJECT.getInternalName(), interfaces);
            writer.visitNestHost(host);
            addConstructor(writer);
            if (captured().length == 0) {
                addInstance(writer);
            } else {
                addFactory(writer);
            }
            addCall(writer);
            writer.visitEnd();
            return writer.toByteArray();
        }

        private Method constructor() {
            return new Method("<init>", Type.VOID_TYPE, captured());
        }

        private void addConstructor(ClassWriter writer) {
            GeneratorAdapter code = new GeneratorAdapter(ACC_PRIVATE, constructor(), null, null, writer);
            code.loadThis();
            code.invokeConstructor(OBJECT, new Method("<init>", "()V"));
            Type[] captured = captured();
            for (int i = 0; i < captured.length; i++) {
                writer.visitField(ACC_PRIVATE | ACC_FINAL, field(i), captured[i].getDescriptor(), null, null);
                code.loadThis();
                code.loadArg(i);
                code.putField(type(), field(i), captured[i]);
            }
            code.returnValue();
            code.endMethod();
        }

        private void addInstance(ClassWriter writer) {
            writer.visitField(ACC_STATIC | ACC_FINAL, INSTANCE, type().getDescriptor(), null, null);
            GeneratorAdapter code = new GeneratorAdapter(ACC_STATIC, new Method("<clinit>", "()V"), null, null, writer);
            code.newInstance(type());
            code.dup();
            code.invokeConstructor(type(), constructor());
            code.putStatic(type(), INSTANCE, type());
            code.returnValue();
            code.endMethod();
        }

        private void addFactory(ClassWriter writer) {
            GeneratorAdapter code =
                    new GeneratorAdapter(ACC_STATIC, new Method(FACTORY, type(), captured()), null, null, writer);
            code.newInstance(type());
            code.dup();
            code.loadArgs();
            code.invokeConstructor(type(), constructor());
            code.returnValue();
            code.endMethod();
        }

        private void addCall(ClassWriter writer) {
            GeneratorAdapter out = new GeneratorAdapter(ACC_PUBLIC, called, null, null, writer);
            Type owner = Type.getObjectType(code.getOwner());
            boolean creates = code.getTag() == H_NEWINVOKESPECIAL;
            List<Type> expected = new ArrayList<>();
            if (creates) {
                out.newInstance(owner);
                out.dup();
            } else if (code.getTag() != H_INVOKESTATIC) {
                expected.add(owner);
            }
            expected.addAll(List.of(Type.getArgumentTypes(code.getDesc())));
            Type[] captured = captured();
            for (int i = 0; i < captured.length; i++) {
                out.loadThis();
                out.getField(type(), field(i), captured[i]);
            }
            for (int i = 0; i < arguments.length; i++) {
                out.loadArg(i);
                pass(out, called.getArgumentTypes()[i], arguments[i], expected.get(captured.length + i));
            }
            out.visitMethodInsn(instruction(), code.getOwner(), code.getName(), code.getDesc(), code.isInterface());
            Type result = creates ? owner : Type.getReturnType(code.getDesc());
            if (called.getReturnType().equals(Type.VOID_TYPE)) {
                discard(out, result);
            } else {
                convert(out, result, called.getReturnType());
            }
            out.returnValue();
            out.endMethod();
        }

        private int instruction() {
            return switch (code.getTag()) {
                case H_INVOKESTATIC -> INVOKESTATIC;
                case H_NEWINVOKESPECIAL -> INVOKESPECIAL;
                default -> code.isInterface() ? INVOKEINTERFACE : INVOKEVIRTUAL;
            };
        }

        /** Converts an argument whose erased type is known more exactly. */
        private static void pass(GeneratorAdapter out, Type erased, Type known, Type expected) {
            if (isPrimitive(erased)) {
                convert(out, erased, expected);
            } else {
                // If generics were circumvented, the argument has another type, even if the method would take it.
                convert(out, erased, known);
                convert(out, known, expected);
            }
        }

        private static void discard(GeneratorAdapter out, Type result) {
            if (result.getSize() == 2) {
                out.pop2();
            } else if (result.getSize() == 1) {
                out.pop();
            }
        }

        private static void convert(GeneratorAdapter out, Type from, Type to) {
            if (isPrimitive(from) && isPrimitive(to)) {
                out.cast(from, to);
            } else if (isPrimitive(from)) {
                out.valueOf(from);
            } else if (isPrimitive(to) && from.equals(CHARACTER)) {
                out.unbox(Type.CHAR_TYPE);
                out.cast(Type.CHAR_TYPE, to);
            } else if (isPrimitive(to)) {
                // As a number.
                out.unbox(to);
            } else if (!from.equals(to)) {
                out.checkCast(to);
            }
        }

        private static boolean isPrimitive(Type type) {
            return type.getSort() < Type.ARRAY;
        }
    }
}

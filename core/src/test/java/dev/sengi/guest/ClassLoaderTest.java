package dev.sengi.guest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.ConnectionSource;
import dev.sengi.DiffSource;
import dev.sengi.DumpFormat;
import dev.sengi.PgDiff;
import dev.sengi.PgDump;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.Driver;

/** A web application that has used Sengi can be undeployed: nothing retains its class loader. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ClassLoaderTest {
    @TempDir
    private Path folder;

    /** Loads the classes of Sengi and the driver by itself. */
    private static final class Application extends ClassLoader {
        Application() {
            super(ClassLoaderTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("dev.sengi.") && !name.startsWith("org.postgresql.")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? define(name) : loaded;
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream file = getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (file == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] bytes = file.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    /** What an application might do with a database. */
    public static final class Comparing implements BiConsumer<String, Path> {
        @Override
        public void accept(String database, Path file) {
            try {
                for (DumpFormat format : new DumpFormat[] {DumpFormat.CUSTOM, DumpFormat.PLAIN}) {
                    PgDump.from(database).format(format).to(file);
                    DiffSource source = DiffSource.database(ConnectionSource.of(database));
                    boolean equal = PgDiff.between(DiffSource.dump(file), source)
                            .countRows()
                            .run()
                            .isEqual();
                    if (!equal) {
                        throw new AssertionError("different from " + format);
                    }
                }
                // As web servers do.
                Driver.deregister();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Test
    void isCollected() throws Exception {
        try (TestDatabase database = TestServer.current().createDatabase()) {
            database.execute(
                    "CREATE TABLE a (x int PRIMARY KEY)", "CREATE TABLE b AS SELECT 1", "COMMENT ON TABLE b IS 'b'");
            WeakReference<ClassLoader> application = use(database.connectionString(), folder.resolve("dump"));
            for (int i = 0; i < 100 && application.get() != null; i++) {
                System.gc();
                Thread.sleep(50);
            }
            assertThat(application.get()).isNull();
        }
    }

    private static WeakReference<ClassLoader> use(String database, Path file) throws ReflectiveOperationException {
        ClassLoader application = new Application();
        @SuppressWarnings("unchecked")
        BiConsumer<String, Path> use = (BiConsumer<String, Path>) application
                .loadClass(Comparing.class.getName())
                .getDeclaredConstructor()
                .newInstance();
        assertThat(use.getClass()).isNotSameAs(Comparing.class);
        use.accept(database, file);
        return new WeakReference<>(application);
    }
}

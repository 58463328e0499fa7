package dev.sengi.internal.conninfo.tls;

import dev.sengi.internal.text.NativeText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.util.Map;
import java.util.Optional;

/**
 * A file with the private key of a client's certificate: PEM with a key in PKCS #8, PKCS #1 or SEC 1, encrypted or not,
 * or DER with an unencrypted key.
 */
final class KeyFile {
    private static final int BEYOND_OWNER = 0077;
    private static final int BEYOND_OWNER_AND_READING_GROUP = 0037;
    private static final String UNSUPPORTED = "unsupported";

    private final String name;
    private final String password;

    /** @param password the password with which the key may be encrypted, or empty */
    KeyFile(String name, String password) {
        this.name = name;
        this.password = password;
    }

    /** Returns the key, or fails with libpq's message. */
    PrivateKey read() throws TlsFailure {
        int colon = name.indexOf(':');
        if (colon >= 0) {
            throw new TlsFailure("could not load SSL engine \"" + name.substring(0, colon)
                    + "\": could not load the shared library");
        }
        try {
            Path file = NativeText.path(name);
            checkAccess(file);
            return read(Files.readAllBytes(file));
        } catch (InvalidPathException | NoSuchFileException e) {
            throw new TlsFailure("certificate present, but not private key file \"" + name + "\"", e);
        } catch (TlsFailure e) {
            throw e;
        } catch (IOException e) {
            throw notLoaded(OpensslFileReason.of(e, UNSUPPORTED), e);
        }
    }

    private void checkAccess(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw Files.notExists(file) ? new NoSuchFileException(name) : notStated();
        }
        if (!Files.isRegularFile(file)) {
            throw new TlsFailure("private key file \"" + name + "\" is not a regular file");
        }
        if (!file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return;
        }
        Map<String, Object> attributes = Files.readAttributes(file, "unix:mode,uid");
        boolean ofRoot = attributes.get("uid").equals(0);
        int refused = ofRoot ? BEYOND_OWNER_AND_READING_GROUP : BEYOND_OWNER;
        if (((Integer) attributes.get("mode") & refused) != 0) {
            throw new TlsFailure("private key file \"" + name + "\" has group or world access;"
                    + " file must have permissions u=rw (0600) or less if owned by the current user,"
                    + " or permissions u=rw,g=r (0640) or less if owned by root");
        }
    }

    private TlsFailure notStated() {
        return new TlsFailure("could not stat private key file \"" + name + "\": Permission denied");
    }

    private PrivateKey read(byte[] bytes) throws TlsFailure {
        Optional<PemBlock> block = PemBlock.parse(new String(bytes, StandardCharsets.ISO_8859_1)).stream()
                .filter(each -> each.label().endsWith("PRIVATE KEY"))
                .findFirst();
        try {
            return block.isPresent() ? ofPem(block.get()) : PrivateKeys.ofDer(bytes);
        } catch (GeneralSecurityException | IllegalArgumentException | ArithmeticException e) {
            throw notLoaded(UNSUPPORTED, e);
        }
    }

    private PrivateKey ofPem(PemBlock block) throws TlsFailure, GeneralSecurityException {
        if (block.content() == null) {
            throw notLoaded(UNSUPPORTED, null);
        }
        boolean traditional = block.headers().getOrDefault("Proc-Type", "").endsWith("ENCRYPTED");
        boolean encrypted = traditional || block.label().startsWith("ENCRYPTED ");
        if (!encrypted) {
            return PrivateKeys.ofDer(block.content());
        }
        if (password.isEmpty()) {
            throw notLoaded("processing error", null);
        }
        byte[] key = traditional
                ? TraditionalEncryption.decrypt(block, password).orElseThrow(() -> notLoaded("bad decrypt", null))
                : Pkcs8Encryption.decrypt(block.content(), password).orElseThrow(() -> notLoaded("bad decrypt", null));
        // One wrong password in about 256 yields valid padding: OpenSSL then fails to parse the key, and so do we.
        return PrivateKeys.ofDer(key);
    }

    private TlsFailure notLoaded(String reason, Exception cause) {
        return new TlsFailure("could not load private key file \"" + name + "\": " + reason, cause);
    }

    TlsFailure unsupported(Exception cause) {
        return notLoaded("unsupported", cause);
    }

    TlsFailure mismatch(boolean sameAlgorithm) {
        return sameAlgorithm
                ? notLoaded("key values mismatch", null)
                : new TlsFailure(
                        "certificate does not match private key file \"" + name + "\": no certificate assigned");
    }
}

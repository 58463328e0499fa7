package dev.sengi.internal.conninfo.startup;

import dev.sengi.internal.conninfo.parameter.ConninfoKeyword;
import dev.sengi.internal.text.NativeText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Answers the server's password requests in place of the driver where its answer would be wrong. The driver stores the
 * password and the user name as strings, and would send question marks for bytes that are not valid UTF-8. It also
 * prepares some passwords for SCRAM differently from PostgreSQL.
 *
 * <p>The driver sees only that authentication succeeded. An answer consists of the byte {@code p}, a four-byte length
 * that includes itself, and a body (PostgreSQL's protocol, chapter "Message Formats").
 */
final class BytewiseAuthentication {
    private final StartupParameters parameters;
    private final OutputStream out;
    private final ChannelBinding binding;
    private final byte[] user;
    private final byte[] password;
    private ScramExchange scram;

    private BytewiseAuthentication(StartupParameters parameters, OutputStream out, CertificateExchange certificates) {
        this.parameters = parameters;
        this.out = out;
        this.binding = new ChannelBinding(parameters, certificates);
        this.user = NativeText.encode(parameters.demanded(ConninfoKeyword.USER));
        this.password = NativeText.encode(parameters.demanded(ConninfoKeyword.PASSWORD));
    }

    /** Returns an instance that answers in place of the driver, or null if the driver can answer. */
    static BytewiseAuthentication of(StartupParameters parameters, OutputStream out, CertificateExchange certificates) {
        return parameters.demanded(ConninfoKeyword.PASSWORD) == null
                ? null
                : new BytewiseAuthentication(parameters, out, certificates);
    }

    /**
     * Answers a request that {@link AuthenticationWatch} has allowed.
     *
     * @param rest the message after the request code
     * @return whether the request has been handled, so that the driver must not see it
     */
    boolean answer(int request, ByteBuffer rest) throws IOException {
        switch (request) {
            case AuthenticationRequest.OK -> {
                binding.requireBound(scram != null && scram.isVerified());
                return false;
            }
            case AuthenticationRequest.PASSWORD -> send(password, new byte[1]);
            case AuthenticationRequest.MD5 -> send(md5(rest), new byte[1]);
            case AuthenticationRequest.SASL -> start(AuthenticationRequest.mechanisms(rest));
            case AuthenticationRequest.SASL_CONTINUE ->
                send(exchange().last(text(rest)).getBytes(StandardCharsets.UTF_8));
            case AuthenticationRequest.SASL_FINAL -> exchange().verify(text(rest));
            default -> {
                return false;
            }
        }
        return true;
    }

    private void start(List<String> mechanisms) throws IOException {
        boolean offered = mechanisms.contains(AuthenticationRequest.SCRAM_PLUS);
        byte[] hash = offered && binding.isPossible() ? binding.hash() : null;
        String mechanism = hash == null ? AuthenticationRequest.SCRAM : AuthenticationRequest.SCRAM_PLUS;
        binding.checkMechanism(mechanism);
        byte[] prepared = SaslPrep.prepare(parameters.demanded(ConninfoKeyword.PASSWORD));
        scram = new ScramExchange(prepared, stated(hash), hash == null ? new byte[0] : hash);
        byte[] first = scram.first().getBytes(StandardCharsets.UTF_8);
        send(
                (mechanism + '\0').getBytes(StandardCharsets.US_ASCII),
                ByteBuffer.allocate(Integer.BYTES).putInt(first.length).array(),
                first);
    }

    private ScramExchange.Binding stated(byte[] hash) {
        if (hash != null) {
            return ScramExchange.Binding.SERVER_END_POINT;
        }
        return binding.isPossible() ? ScramExchange.Binding.NOT_OFFERED : ScramExchange.Binding.NONE;
    }

    private ScramExchange exchange() throws StartupFailure {
        if (scram == null) {
            throw new StartupFailure("received invalid authentication request");
        }
        return scram;
    }

    /** Hashes the password, with the user name as its salt, and hashes the result with the server's salt. */
    private byte[] md5(ByteBuffer rest) throws IOException {
        byte[] salt = new byte[rest.remaining()];
        rest.get(salt);
        return ("md5" + md5(md5(password, user).getBytes(StandardCharsets.US_ASCII), salt))
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static String md5(byte[] secret, byte[] salt) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("MD5");
            digest.update(secret);
            return HexFormat.of().formatHex(digest.digest(salt));
        } catch (NoSuchAlgorithmException e) {
            throw new IOException("could not encrypt password: " + e.getMessage(), e);
        }
    }

    private static String text(ByteBuffer rest) {
        return StandardCharsets.UTF_8.decode(rest).toString();
    }

    private void send(byte[]... parts) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            body.writeBytes(part);
        }
        out.write(ByteBuffer.allocate(1 + Integer.BYTES + body.size())
                .put((byte) 'p')
                .putInt(Integer.BYTES + body.size())
                .put(body.toByteArray())
                .array());
        out.flush();
    }
}

package dev.sengi.internal.conninfo.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CRLException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The certificates and revocation lists of a PEM file, in the order of the file; anything else in it is ignored. */
record CertificateFile(List<X509Certificate> certificates, List<X509CRL> revocations) {
    private static final Set<String> CERTIFICATE_LABELS =
            Set.of("CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE");
    private static final String CRL_LABEL = "X509 CRL";

    /** Why a file cannot be used, in OpenSSL's words. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        Malformed(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * Reads a file.
     *
     * @throws IOException if it cannot be read
     * @throws Malformed if the content of a block does not match its label
     */
    static CertificateFile read(Path file) throws IOException, Malformed {
        // This charset maps every byte to a character, and PEM is ASCII.
        return parse(Files.readString(file, StandardCharsets.ISO_8859_1));
    }

    private static CertificateFile parse(String text) throws Malformed {
        CertificateFile parsed = new CertificateFile(new ArrayList<>(), new ArrayList<>());
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            for (PemBlock block : PemBlock.parse(text)) {
                boolean certificate = CERTIFICATE_LABELS.contains(block.label());
                if (!certificate && !block.label().equals(CRL_LABEL)) {
                    continue;
                }
                if (block.content() == null) {
                    throw new Malformed("bad base64 decode", null);
                }
                ByteArrayInputStream content = new ByteArrayInputStream(block.content());
                if (certificate) {
                    parsed.certificates.add((X509Certificate) factory.generateCertificate(content));
                } else {
                    parsed.revocations.add((X509CRL) factory.generateCRL(content));
                }
            }
        } catch (CertificateException | CRLException e) {
            throw new Malformed("wrong tag", e);
        }
        return parsed;
    }

    boolean isEmpty() {
        return certificates.isEmpty() && revocations.isEmpty();
    }
}

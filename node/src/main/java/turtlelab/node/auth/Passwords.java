package turtlelab.node.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;

/**
 * Hashes passwords by bcrypt, as etcd does, and checks them. A hash takes a tenth of a second on
 * purpose; so what was right a moment ago is remembered (as a digest with a secret of this
 * process), and only a few are computed at a time. Any thread, but never the apply thread.
 */
public final class Passwords {
    private static final int COST = 10;
    private static final int SALT_BYTES = 16;
    private static final int SECRET_BYTES = 32;
    private static final int MOST_REMEMBERED = 1000;
    private static final int AT_ONCE = 2;
    private static final long PATIENCE_SECONDS = 5;

    private final SecureRandom chance;
    private final byte[] secret = new byte[SECRET_BYTES];
    private final Semaphore turns = new Semaphore(AT_ONCE);
    private final Map<String, String> remembered =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
                    return size() > MOST_REMEMBERED;
                }
            };

    /** Takes salt from here. */
    public Passwords(SecureRandom chance) {
        this.chance = chance;
        chance.nextBytes(secret);
    }

    /** What may be stored of a password. */
    public String hash(String password) {
        var salt = new byte[SALT_BYTES];
        chance.nextBytes(salt);
        return OpenBSDBCrypt.generate("2a", bytes(password), salt, COST);
    }

    /** Whether a password is the one behind a hash; false too when too many are asked about. */
    public boolean isRight(String password, String hash) throws InterruptedException {
        var digest = digest(password, hash);
        synchronized (remembered) {
            if (digest.equals(remembered.get(hash))) {
                return true;
            }
        }
        if (!turns.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            return false;
        }
        try {
            if (!OpenBSDBCrypt.checkPassword(hash, bytes(password))) {
                return false;
            }
        } finally {
            turns.release();
        }
        synchronized (remembered) {
            remembered.put(hash, digest);
        }
        return true;
    }

    private String digest(String password, String hash) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            sha.update(secret);
            sha.update(bytes(hash));
            return HexFormat.of().formatHex(sha.digest(bytes(password)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

package turtlelab.node.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PasswordsTest {
    private final Passwords passwords = new Passwords(new SecureRandom());

    @Test
    void onlyTheRightPasswordFits() throws Exception {
        var hash = passwords.hash("secret");
        assertThat(hash).startsWith("$2a$10$").hasSize(60);
        assertThat(passwords.isRight("secret", hash)).isTrue();
        assertThat(passwords.isRight("Secret", hash)).isFalse();
        assertThat(passwords.isRight("", hash)).isFalse();
        assertThat(new Passwords(new SecureRandom()).isRight("secret", hash)).isTrue();
    }

    @Test
    void equalPasswordsHaveDifferentHashes() throws Exception {
        var first = passwords.hash("ü");
        var second = passwords.hash("ü");
        assertThat(first).isNotEqualTo(second);
        assertThat(passwords.isRight("ü", first)).isTrue();
        assertThat(passwords.isRight("ü", second)).isTrue();
    }

    @Test
    void whatWasRightIsRememberedAndWhatWasWrongIsNot() throws Exception {
        var hash = passwords.hash("secret");
        assertThat(passwords.isRight("secret", hash)).isTrue();
        long begin = System.nanoTime();
        for (int i = 0; i < 1000; i++) {
            assertThat(passwords.isRight("secret", hash)).isTrue();
        }
        // A thousand hashes would take a minute.
        assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.SECONDS.toNanos(10));
        assertThat(passwords.isRight("wrong", hash)).isFalse();
        assertThat(passwords.isRight("secret", hash)).isTrue();
    }
}

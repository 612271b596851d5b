package turtlelab.node.app.flags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SettingsTest {
    @TempDir Path directory;

    @Test
    void aFlagIsStrongerThanAFileAndTheEnvironmentToo() throws Exception {
        var file = file("ETCD_NAME=\"file\"", "ETCD_DATA_DIR='/file'", "ETCD_MAX_TXN_OPS=7 # few");
        var settings =
                settings(
                        List.of("--env-file", file, "--name", "flag"),
                        Map.of("ETCD_DATA_DIR", "/environment"));
        assertThat(settings.text("name")).isEqualTo("flag");
        assertThat(settings.text("data-dir")).isEqualTo("/environment");
        assertThat(settings.number("max-txn-ops")).isEqualTo(7);
        assertThat(settings.text("initial-cluster-token")).isEqualTo("etcd-cluster");
        assertThat(settings.warnings()).isEmpty();
    }

    @Test
    void aFlagAndItsEnvironmentVariableConflict() {
        assertThatThrownBy(() -> settings(List.of("--name", "x"), Map.of("ETCD_NAME", "y")))
                .hasMessage(
                        "conflicting environment variable \"ETCD_NAME\" is shadowed by"
                            + " corresponding command-line flag (either unset environment variable"
                            + " or disable flag)");
    }

    @Test
    void anUnknownVariableIsAWarningAndAnEmptyOneIsNotSet() throws Exception {
        var settings = settings(List.of(), Map.of("ETCD_FOO", "y", "ETCD_NAME", "", "HOME", "/"));
        assertThat(settings.warnings())
                .containsExactly("unrecognized environment variable ETCD_FOO=y");
        assertThat(settings.isGiven("name")).isFalse();
    }

    @Test
    void aBadValueInTheEnvironmentNamesTheVariable() {
        assertThatThrownBy(() -> settings(List.of(), Map.of("ETCD_ELECTION_TIMEOUT", "y")))
                .hasMessage(
                        "error verifying flags, invalid value \"y\" for ETCD_ELECTION_TIMEOUT:"
                                + " parse error. See 'etcd --help'.");
    }

    @Test
    void anUnknownKeyInAFileIsAWarningWithItsLine() throws Exception {
        var file = file("# a comment", "", "ETCD_FOO=1", "LANG=C");
        assertThat(settings(List.of("--env-file=" + file), Map.of()).warnings())
                .containsExactly(
                        file + ":3: unrecognized key ETCD_FOO", file + ":4: unrecognized key LANG");
    }

    @Test
    void aBadValueInAFileNamesKeyValueAndLine() throws IOException {
        var file = file("# a comment", "ETCD_LISTEN_CLIENT_URLS=\"foo\"");
        assertThatThrownBy(() -> settings(List.of("--env-file=" + file), Map.of()))
                .hasMessageContainingAll("ETCD_LISTEN_CLIENT_URLS", "\"foo\"", file + ":2")
                .extracting(e -> ((ConfigFailure) e).exitCode())
                .isEqualTo(1);
    }

    @Test
    void aLineThatIsNoAssignmentIsRefused() throws IOException {
        for (var line : List.of("ETCD_NAME", "ETCD_NAME=\"a", "ETCD_NAME=a b", "=x")) {
            var file = file("ETCD_NAME=a", line);
            assertThatThrownBy(() -> settings(List.of("--env-file=" + file), Map.of()))
                    .hasMessageStartingWith(file + ":2: not of the form KEY=\"value\"");
        }
    }

    @Test
    void aFlagWithoutEffectIsAWarningOnlyWhenItIsSet() throws Exception {
        assertThat(settings(List.of("--logger=zap"), Map.of()).warnings())
                .containsExactly("--logger is known but not supported: it has no effect");
        assertThat(settings(List.of("--logger=capnslog"), Map.of()).warnings()).isEmpty();
    }

    @Test
    void aFlagThatMustNotBeLeftOutIsRefused() throws Exception {
        var settings = settings(List.of("--proxy=on"), Map.of());
        assertThatThrownBy(settings::refuseUnsupported)
                .hasMessage("--proxy is not supported by this version of turtled");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cert-file",
                "key-file",
                "client-crl-file",
                "client-cert-allowed-hostname",
                "trusted-ca-file",
                "peer-cert-file",
                "peer-key-file",
                "peer-trusted-ca-file",
                "peer-cert-allowed-cn",
                "peer-cert-allowed-hostname",
                "peer-crl-file",
                "client-cert-auth",
                "auto-tls",
                "peer-client-cert-auth",
                "peer-auto-tls"
            })
    void whoWantsTlsIsToldThatItIsNotBuiltYet(String flag) throws Exception {
        var truth = flag.endsWith("auth") || flag.endsWith("auto-tls");
        var word = "--" + flag + "=" + (truth ? "true" : "/x");
        assertThatThrownBy(settings(List.of(word), Map.of())::refuseUnsupported)
                .hasMessage(
                        "--%s is not supported by this version of turtled: it speaks plain"
                                        .formatted(flag)
                                + " text only, TLS is not built yet");
    }

    private String file(String... lines) throws IOException {
        return Files.write(directory.resolve("turtled.conf"), List.of(lines)).toString();
    }

    private static Settings settings(List<String> words, Map<String, String> environment)
            throws ConfigFailure {
        return Settings.of(FlagParser.parse(words).values(), environment);
    }
}

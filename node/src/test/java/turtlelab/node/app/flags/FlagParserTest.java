package turtlelab.node.app.flags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class FlagParserTest {
    @Test
    void aFlagTakesOneOrTwoDashesAndItsValueAfterEqualsOrABlank() throws ConfigFailure {
        assertThat(value("name", "-name", "a")).isEqualTo("a");
        assertThat(value("name", "--name", "a")).isEqualTo("a");
        assertThat(value("name", "-name=a")).isEqualTo("a");
        assertThat(value("name", "--name=a=b")).isEqualTo("a=b");
        assertThat(value("name", "--name=a", "--name=b")).isEqualTo("b");
    }

    @Test
    void aTruthValueNeedsEquals() throws ConfigFailure {
        assertThat(value("enable-v2", "--enable-v2")).isEqualTo("true");
        assertThat(value("enable-v2", "--enable-v2=F")).isEqualTo("F");
        assertThat(failure("--enable-v2", "false").getMessage())
                .isEqualTo(
                        "error verifying flags, 'false' is not a valid flag. See 'etcd --help'.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "--bogus|flag provided but not defined: -bogus",
                "---name|bad flag syntax: ---name",
                "--=x|bad flag syntax: --=x",
                "--election-timeout|flag needs an argument: -election-timeout",
                "--election-timeout=abc|"
                        + "invalid value \"abc\" for flag -election-timeout: parse error",
                "--snapshot-count=-1|invalid value \"-1\" for flag -snapshot-count: parse error",
                "--grpc-keepalive-min-time=5|"
                        + "invalid value \"5\" for flag -grpc-keepalive-min-time: parse error",
                "--enable-v2=maybe|invalid boolean value \"maybe\" for -enable-v2: parse error",
                "--initial-cluster-state=maybe|"
                        + "invalid value \"maybe\" for flag -initial-cluster-state: invalid value",
                "--listen-client-urls=foo|invalid value \"foo\" for flag -listen-client-urls:"
                        + " URL scheme must be http, https, unix, or unixs: foo",
            })
    void aBadFlagIsRefusedWithUsageAndExitCode2(String word, String message) {
        var failure = failure(word);
        assertThat(failure).hasMessage(message);
        assertThat(failure.exitCode()).isEqualTo(2);
        assertThat(failure.showUsage()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"bogus, bogus", "-, -"})
    void anExtraWordIsRefusedWithExitCode1(String word, String shown) {
        var failure = failure("--name=a", word, "--name=b");
        assertThat(failure)
                .hasMessage(
                        "error verifying flags, '"
                                + shown
                                + "' is not a valid flag. See 'etcd --help'.");
        assertThat(failure.exitCode()).isEqualTo(1);
    }

    @Test
    void helpWinsOverWhatFollows() throws ConfigFailure {
        assertThat(FlagParser.parse(List.of("-h", "--bogus")).help()).isTrue();
        assertThat(FlagParser.parse(List.of("--help")).help()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("everyFlag")
    void everyDefaultIsAValueOfItsKind(Flag flag) {
        assertThat(flag.kind().refusal(flag.defaultText())).isEmpty();
        assertThat(Flags.ofVariable(flag.variable())).contains(flag);
    }

    static List<Flag> everyFlag() {
        return List.copyOf(Flags.all());
    }

    @Test
    void everyFlagOfEtcdIsKnown() {
        var etcds =
                """
                name data-dir wal-dir snapshot-count heartbeat-interval election-timeout
                initial-election-tick-advance listen-peer-urls listen-client-urls max-snapshots
                max-wals quota-backend-bytes backend-batch-interval backend-batch-limit max-txn-ops
                max-request-bytes max-concurrent-streams grpc-keepalive-min-time
                grpc-keepalive-interval grpc-keepalive-timeout initial-advertise-peer-urls
                initial-cluster initial-cluster-state initial-cluster-token advertise-client-urls
                discovery discovery-fallback discovery-proxy discovery-srv discovery-srv-name
                strict-reconfig-check pre-vote auto-compaction-retention auto-compaction-mode
                enable-v2 cert-file key-file client-cert-auth client-crl-file
                client-cert-allowed-hostname trusted-ca-file auto-tls peer-cert-file peer-key-file
                peer-client-cert-auth peer-trusted-ca-file peer-cert-allowed-cn
                peer-cert-allowed-hostname peer-auto-tls peer-crl-file cipher-suites cors
                host-whitelist auth-token bcrypt-cost auth-token-ttl enable-pprof metrics
                listen-metrics-urls logger log-outputs log-level proxy proxy-failure-wait
                proxy-refresh-interval proxy-dial-timeout proxy-write-timeout proxy-read-timeout
                experimental-initial-corrupt-check experimental-corrupt-check-time
                experimental-enable-v2v3 experimental-backend-bbolt-freelist-type
                experimental-enable-lease-checkpoint experimental-compaction-batch-limit
                experimental-peer-skip-client-san-verification
                experimental-watch-progress-notify-interval experimental-warning-apply-duration
                force-new-cluster debug log-package-levels config-file version
                """;
        var ours = Flags.all().stream().map(Flag::name).collect(Collectors.toSet());
        assertThat(ours).contains(etcds.strip().split("\\s+"));
    }

    private static String value(String name, String... words) throws ConfigFailure {
        var flag = Flags.find(name).orElseThrow();
        return FlagParser.parse(List.of(words)).values().get(flag);
    }

    private static ConfigFailure failure(String... words) {
        return catchThrowableOfType(ConfigFailure.class, () -> FlagParser.parse(List.of(words)));
    }
}

package turtlelab.node.app.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import turtlelab.node.app.flags.ConfigFailure;
import turtlelab.node.app.flags.FlagParser;
import turtlelab.node.app.flags.Settings;
import turtlelab.node.app.upkeep.UpkeepConfig.Kept;

class UpkeepConfigTest {
    @Test
    void withoutFlagsThereIsEtcdsQuotaAndNoCompactionAndAComparisonEveryTenMinutes()
            throws ConfigFailure {
        var config = config();
        assertThat(config.quotaBytes()).isEqualTo(2_147_483_648L);
        assertThat(config.compaction()).isEmpty();
        assertThat(config.checkAtStart()).isFalse();
        assertThat(config.checkPause()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void aQuotaIsTakenAsItIsAndANegativeOneMeansNone() throws ConfigFailure {
        assertThat(config("--quota-backend-bytes=8589934592").quotaBytes()).isEqualTo(8L << 30);
        assertThat(config("--quota-backend-bytes=-1").quotaBytes()).isNegative();
    }

    @Test
    void aRetentionIsHoursADurationOrRevisions() throws ConfigFailure {
        assertThat(config("--auto-compaction-retention=1").compaction())
                .contains(new Kept.Period(Duration.ofHours(1)));
        assertThat(config("--auto-compaction-retention=5m").compaction())
                .contains(new Kept.Period(Duration.ofMinutes(5)));
        assertThat(
                        config(
                                        "--auto-compaction-mode=revision",
                                        "--auto-compaction-retention=1000")
                                .compaction())
                .contains(new Kept.Revisions(1000));
    }

    @ParameterizedTest
    @CsvSource({"periodic,soon", "periodic,-1", "periodic,-5m", "revision,5m", "revision,-1"})
    void whatIsNoRetentionIsRefused(String mode, String retention) {
        assertThatThrownBy(
                        () ->
                                config(
                                        "--auto-compaction-mode=" + mode,
                                        "--auto-compaction-retention=" + retention))
                .isInstanceOf(ConfigFailure.class)
                .hasMessageContaining("error parsing CompactionRetention")
                .hasMessageContaining(retention);
    }

    private static UpkeepConfig config(String... flags) throws ConfigFailure {
        return UpkeepConfig.of(Settings.of(FlagParser.parse(List.of(flags)).values(), Map.of()));
    }
}

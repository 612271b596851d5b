package turtlelab.labctl.join;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The four forms of what {@code labctl join} prints; always in one order, without what is empty.
 */
class OutputFormTest {
    private static final JoinSettings SETTINGS =
            JoinSettings.of(
                    Map.of(
                            "data-dir", "/d \"a\"$b%c",
                            "name", "n2",
                            "initial-cluster", "n1=http://h1:2380,n2=http://h2:2380",
                            "initial-cluster-state", "existing",
                            "discovery", ""));

    @Test
    void environmentIsQuotedForTheShell() {
        assertThat(OutputForm.ENV.print(SETTINGS, false))
                .isEqualTo(
                        """
                        ETCD_INITIAL_CLUSTER="n1=http://h1:2380,n2=http://h2:2380"
                        ETCD_INITIAL_CLUSTER_STATE="existing"
                        ETCD_NAME="n2"
                        ETCD_DATA_DIR="/d \\"a\\"\\$b%c"
                        """);
        assertThat(OutputForm.ENV.print(SETTINGS, true).lines())
                .hasSize(4)
                .allMatch(line -> line.startsWith("export ETCD_"));
    }

    @Test
    void aDropInIsQuotedForSystemd() {
        assertThat(OutputForm.DROPIN.print(SETTINGS, false))
                .isEqualTo(
                        """
                        [Unit]
                        After=elastic-etcd.service
                        Requires=elastic-etcd.service

                        [Service]
                        Environment="ETCD_INITIAL_CLUSTER=n1=http://h1:2380,n2=http://h2:2380"
                        Environment="ETCD_INITIAL_CLUSTER_STATE=existing"
                        Environment="ETCD_NAME=n2"
                        Environment="ETCD_DATA_DIR=/d \\"a\\"$b%%c"
                        """);
    }

    @Test
    void flagsAreOneLine() {
        assertThat(OutputForm.FLAGS.print(SETTINGS, false))
                .isEqualTo(
                        "-initial-cluster-state=existing"
                                + " -initial-cluster=n1=http://h1:2380,n2=http://h2:2380 -name=n2"
                                + " -data-dir=/d \"a\"$b%c\n");
    }

    @Test
    void jsonHasTheFlagsNames() {
        assertThat(OutputForm.JSON.print(SETTINGS, false))
                .contains("\"initial-cluster-state\" : \"existing\"", "\"name\" : \"n2\"")
                .doesNotContain("discovery");
    }
}

package turtlelab.labctl.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import turtlelab.labctl.driver.Drivers;
import turtlelab.labctl.stage.RecordingDriver;
import turtlelab.labctl.stage.TestLabs;

class NodeConfTest {

    private final Lab lab = TestLabs.threeTurtles(5);
    private final RecordingDriver driver = new RecordingDriver();
    private final NodeConf conf =
            NodeConf.of(lab, driver, lab.node("turtle1"), Bootstrap.founding(lab, driver));

    /** The listing of the first seed document, on other addresses. */
    @Test
    void turtle1HasTheNineLinesOfTheSeedInItsOrder() {
        assertThat(conf.render())
                .isEqualTo(
                        """
                        ETCD_DATA_DIR="/var/lib/etcd/default.etcd"
                        ETCD_LISTEN_PEER_URLS="http://127.2.5.2:2380"
                        ETCD_LISTEN_CLIENT_URLS="http://127.2.5.2:2379,http://localhost:2379"
                        ETCD_NAME="turtle1"
                        ETCD_INITIAL_ADVERTISE_PEER_URLS="http://127.2.5.2:2380"
                        ETCD_ADVERTISE_CLIENT_URLS="http://127.2.5.2:2379"
                        ETCD_INITIAL_CLUSTER="turtle1=http://127.2.5.2:2380,\
                        turtle2=http://127.2.5.3:2380,turtle3=http://127.2.5.4:2380"
                        ETCD_INITIAL_CLUSTER_TOKEN="etcd-cluster"
                        ETCD_INITIAL_CLUSTER_STATE="new"
                        """);
    }

    /** The project's own lab, on machines: the seed's addresses, but the daemon's own data dir. */
    @Test
    void onMachinesTurtle1HasTheAddressesOfTheSeed() {
        var own = LabFile.read(Programs.home().orElseThrow().resolve(LabFile.NAME));
        var machines = Drivers.open("vagrant", Path.of("target"));
        var rendered =
                NodeConf.of(own, machines, own.node("turtle1"), Bootstrap.founding(own, machines))
                        .render();
        assertThat(rendered)
                .isEqualTo(
                        """
                        ETCD_DATA_DIR="/var/lib/turtled"
                        ETCD_LISTEN_PEER_URLS="http://10.0.0.2:2380"
                        ETCD_LISTEN_CLIENT_URLS="http://10.0.0.2:2379,http://localhost:2379"
                        ETCD_NAME="turtle1"
                        ETCD_INITIAL_ADVERTISE_PEER_URLS="http://10.0.0.2:2380"
                        ETCD_ADVERTISE_CLIENT_URLS="http://10.0.0.2:2379"
                        ETCD_INITIAL_CLUSTER="turtle1=http://10.0.0.2:2380,\
                        turtle2=http://10.0.0.3:2380,turtle3=http://10.0.0.4:2380"
                        ETCD_INITIAL_CLUSTER_TOKEN="etcd-cluster"
                        ETCD_INITIAL_CLUSTER_STATE="new"
                        """);
    }

    @Test
    void aJoiningNodeNamesTheClusterItWasGiven() {
        var joining =
                NodeConf.of(lab, driver, lab.node("turtle2"), Bootstrap.joining("a=http://b:1"));
        assertThat(joining.settings())
                .containsEntry("ETCD_INITIAL_CLUSTER", "a=http://b:1")
                .containsEntry("ETCD_INITIAL_CLUSTER_STATE", "existing");
    }

    @Test
    void whatIsRenderedCanBeReadAlsoBetweenCommentsAndWithoutQuotes() {
        assertThat(NodeConf.parse("# turtle\n\n" + conf.render())).isEqualTo(conf);
        assertThat(NodeConf.parse("ETCD_NAME=turtle1\n").settings())
                .containsEntry("ETCD_NAME", "turtle1");
    }
}

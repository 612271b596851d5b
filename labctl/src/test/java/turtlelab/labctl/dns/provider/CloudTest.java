package turtlelab.labctl.dns.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import turtlelab.labctl.dns.NodeRecords;
import turtlelab.labctl.exec.LabFailure;
import turtlelab.labctl.lab.Ports;
import turtlelab.labctl.stage.HandTime;

class CloudTest {

    private final FakeCloud fake = new FakeCloud();
    private final NodeRecords records = new NodeRecords("lab.test", Ports.STANDARD, 5);

    @AfterEach
    void close() {
        fake.close();
    }

    private Cloud cloud() {
        return Cloud.open(fake.account("secret"), "lab.test", new HandTime());
    }

    @Test
    void aNodeIsPublishedOnceHoweverOften() {
        cloud().add(records.of("n1", "127.0.0.2"));
        cloud().add(records.of("n1", "127.0.0.2"));
        assertThat(fake.records).hasSize(3);
        assertThat(fake.records.values().toString())
                .contains("\"ttl\":1", "\"service\":\"_etcd-server\"", "\"proto\":\"_tcp\"")
                .contains("\"port\":2380", "\"target\":\"n1.lab.test\"");
        assertThat(cloud().records()).containsExactlyElementsOf(records.of("n1", "127.0.0.2"));
    }

    @Test
    void whoseTimeToLiveChangesIsUpdatedInItsPlace() {
        cloud().add(new NodeRecords("lab.test", Ports.STANDARD, 300).of("n1", "127.0.0.2"));
        cloud().add(new NodeRecords("lab.test", Ports.STANDARD, 600).of("n1", "127.0.0.2"));
        assertThat(fake.records).containsOnlyKeys("r1", "r2", "r3");
        assertThat(fake.records.values()).allMatch(it -> it.path("ttl").asLong() == 600);
    }

    /** Whoever takes the first record of the name takes a neighbour's. */
    @Test
    void onlyTheNodesOwnRecordsGo() {
        cloud().add(records.of("n1", "127.0.0.2"));
        cloud().add(records.of("n2", "127.0.0.3"));
        cloud().remove(records.of("n2", "127.0.0.3"));
        cloud().remove(records.of("n2", "127.0.0.3"));
        assertThat(cloud().records()).containsExactlyElementsOf(records.of("n1", "127.0.0.2"));
        assertThat(fake.bodyWithoutNeed).isFalse();
    }

    @Test
    void anApiThatIsBusyIsAskedAgain() {
        var cloud = cloud();
        fake.tooMany = 3;
        cloud.add(records.of("n1", "127.0.0.2"));
        assertThat(fake.records).hasSize(3);
    }

    @Test
    void refusalsTellWhatTheApiSays() {
        assertThatThrownBy(() -> Cloud.open(fake.account("wrong"), "lab.test", new HandTime()))
                .isInstanceOf(LabFailure.class)
                .hasMessageContaining("who are you")
                .hasMessageNotContaining("wrong");
        assertThatThrownBy(() -> Cloud.open(fake.account("secret"), "other.test", new HandTime()))
                .hasMessageContaining("has no zone 'other.test'");
    }
}

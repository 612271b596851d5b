package turtlelab.labctl.driver.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import turtlelab.labctl.driver.MachineLost;
import turtlelab.labctl.driver.NodeSpec;
import turtlelab.labctl.exec.Command;
import turtlelab.labctl.exec.LabFailure;
import turtlelab.labctl.stage.HandTime;

/** Instances of a cloud that is played in memory, and an ssh that notes what it is asked. */
class CloudDriverTest {
    private static final NodeSpec ONE = new NodeSpec("etcd-1", "127.2.77.1", "10.9.0.11");
    private static final NodeSpec TWO = new NodeSpec("etcd-2", "127.2.77.2", "10.9.0.12");
    private static final InstantSource NOW =
            InstantSource.fixed(Instant.parse("2026-11-26T22:30:00Z"));

    @TempDir Path folder;
    @TempDir Path bin;
    private final List<String> told = new ArrayList<>();
    private final HandTime time = new HandTime();
    private FakeEc2 cloud;

    @BeforeEach
    void open() throws IOException {
        cloud = new FakeEc2("127.2.77.9");
        try (var script = CloudDriverTest.class.getResourceAsStream("ssh")) {
            Files.copy(script, bin.resolve("ssh"));
        }
        Files.setPosixFilePermissions(
                bin.resolve("ssh"), PosixFilePermissions.fromString("rwxr-xr-x"));
        profile("");
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    private void profile(String more) throws IOException {
        Files.writeString(
                folder.resolve("cloud.yaml"),
                """
                api: %s
                region: eu-test-1
                image: ami-7
                type: t3.small
                key: lab
                key-file: /keys/lab.pem
                subnet: subnet-7
                groups: [sg-1, sg-2]
                zone: eu-test-1a
                disk: 20
                %s
                """
                        .formatted(cloud.url(), more));
    }

    private CloudDriver driver() {
        var environment =
                Map.of(
                        "PATH", bin.toString(),
                        "AWS_ACCESS_KEY_ID", "AKID",
                        "AWS_SECRET_ACCESS_KEY", "secret");
        return new CloudDriver(folder.resolve(".lab"), environment, new Ec2.Clocks(NOW, time));
    }

    @Test
    void eachNodeIsOrderedOnceWithTheWholeProfileAndWaitedForUntilItLetsUsIn() throws IOException {
        driver().create(List.of(ONE, TWO), told::add);
        driver().create(List.of(ONE, TWO), told::add); // safe to repeat
        assertThat(cloud.states()).containsExactly("etcd-1 running", "etcd-2 running");
        assertThat(cloud.orders).hasSize(2);
        assertThat(cloud.orders.getFirst())
                .containsEntry("ImageId", "ami-7")
                .containsEntry("InstanceType", "t3.small")
                .containsEntry("KeyName", "lab")
                .containsEntry("SubnetId", "subnet-7")
                .containsEntry("SecurityGroupId.1", "sg-1")
                .containsEntry("SecurityGroupId.2", "sg-2")
                .containsEntry("Placement.AvailabilityZone", "eu-test-1a")
                .containsEntry("BlockDeviceMapping.1.Ebs.VolumeSize", "20")
                .containsEntry("PrivateIpAddress", "10.9.0.11")
                .containsEntry("TagSpecification.1.Tag.1.Value", "etcd-1");
        assertThat(cloud.authorizations)
                .allMatch(
                        it ->
                                it.startsWith(
                                        "AWS4-HMAC-SHA256 Credential=AKID/20261126/eu-test-1/ec2/"
                                                + "aws4_request, SignedHeaders=content-type;host;"
                                                + "x-amz-date, Signature="));
        assertThat(Files.readString(bin.resolve("commands")))
                .contains("-l ec2-user -i /keys/lab.pem 10.9.0.11 -- sudo");
        assertThat(told).contains("etcd-2: i-0002 runs at 10.9.0.12");
        assertThat(driver().place(TWO).address()).isEqualTo("10.9.0.12");
    }

    @Test
    void whoHasAPublicAddressIsReachedThere() throws IOException {
        cloud.publicAddresses = true;
        var driver = driver();
        driver.create(List.of(ONE), told::add);
        assertThat(driver.reach(ONE, 2379)).isEqualTo("192.0.2.80:2379");
        assertThat(Files.readString(bin.resolve("commands"))).contains(" 192.0.2.80 -- ");
    }

    @Test
    void whatWasOrderedByAKilledLabctlIsFoundByItsTagAndEnded() {
        driver().create(List.of(ONE, TWO), told::add);
        driver().destroy(List.of(ONE));
        assertThat(cloud.states()).containsExactly("etcd-1 shutting-down", "etcd-2 running");
        driver().create(List.of(ONE), told::add); // another order than the first
        assertThat(cloud.states())
                .containsExactly("etcd-1 shutting-down", "etcd-2 running", "etcd-1 running");
        driver().destroy(List.of(ONE, TWO));
        assertThat(cloud.states()).allMatch(it -> it.endsWith("shutting-down"));
        driver().destroy(List.of(ONE, TWO)); // safe to repeat
        assertThat(folder.resolve(".lab/cloud-tag")).doesNotExist();
    }

    @Test
    void anotherLabsInstancesAreLeftAlone() throws IOException {
        driver().create(List.of(ONE), told::add);
        Files.writeString(folder.resolve(".lab/cloud-tag"), "another lab");
        driver().destroy(List.of(ONE));
        assertThat(cloud.states()).containsExactly("etcd-1 running");
    }

    @Test
    void aBusyCloudIsAskedAgainAndARefusalIsToldInItsWords() {
        cloud.busy = 3;
        driver().create(List.of(ONE), told::add);
        assertThat(cloud.states()).containsExactly("etcd-1 running");
        cloud.refusal = "The image id '[ami-7]' does not exist";
        assertFails(TWO)
                .hasMessage(
                        "the cloud refuses RunInstances: InvalidAMIID.NotFound: The image id"
                                + " '[ami-7]' does not exist");
        cloud.busy = 99;
        assertFails(TWO).hasMessageContaining("RequestLimitExceeded");
        cloud.close();
        assertFails(TWO).hasMessageContaining("cannot be reached");
    }

    @Test
    void anInstanceThatDiesWhileItBootsIsToldWithTheReason() {
        cloud.endsWhileBooting = "Client.VolumeLimitExceeded";
        assertFails(ONE)
                .hasMessage("the instance of etcd-1 did not come up: Client.VolumeLimitExceeded");
    }

    @Test
    void whoNeverLetsUsInIsWaitedForWithinALimit() throws IOException {
        Files.createFile(bin.resolve("closed"));
        assertFails(ONE).hasMessage("etcd-1 does not let us in over ssh as ec2-user after 300 s");
    }

    @Test
    void withoutAnInstanceThereIsNobodyToAsk() {
        assertThatThrownBy(() -> driver().shell(ONE).run(Command.of("true")))
                .isInstanceOf(MachineLost.class)
                .hasMessage("no instance of etcd-1 runs: `labctl up` makes it");
        assertThat(cloud.authorizations).isEmpty();
    }

    @Test
    void whatIsMissingIsNamed() throws IOException {
        assertThat(CloudDriver.lacking(Map.of()))
                .contains("no AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY: set them");
        profile("colour: red");
        assertThatThrownBy(this::driver)
                .isInstanceOf(LabFailure.class)
                .hasMessageContaining("cloud.yaml:")
                .hasMessageContaining("colour");
        Files.delete(folder.resolve("cloud.yaml"));
        assertThatThrownBy(this::driver)
                .isInstanceOf(LabFailure.class)
                .hasMessageContaining("no cloud.yaml beside the lab's file");
    }

    private AbstractThrowableAssert<?, ? extends Throwable> assertFails(NodeSpec node) {
        return assertThatThrownBy(() -> driver().create(List.of(node), told::add))
                .isInstanceOf(LabFailure.class);
    }
}

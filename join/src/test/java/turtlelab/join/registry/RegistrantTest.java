package turtlelab.join.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import turtlelab.join.base.HandClock;

class RegistrantTest {

    private final FakeRegistry registry = new FakeRegistry();
    private final HandClock clock = new HandClock();

    private Registered register() throws InterruptedException {
        return new Registrant(registry, "http://d/t", clock, 20).register("a", "one=http://1:1");
    }

    @Test
    void theFoundersAreTheFirstInTheOrderOfTheirComing() throws InterruptedException {
        registry.with("b", "two=http://2:1").coming("c", "three=http://3:1");
        assertThat(register())
                .isEqualTo(
                        new Registered.Complete("two=http://2:1,one=http://1:1,three=http://3:1"));
    }

    @Test
    void whoComesTooLateIsTold() throws InterruptedException {
        registry.with("b", "2=x").with("c", "3=x").with("d", "4=x");
        assertThat(register()).isEqualTo(new Registered.Full(3));
        assertThat(registry.entries).hasSize(3);
    }

    @Test
    void anIdentityRegistersOnce() throws InterruptedException {
        registry.with("a", "one=http://1:1");
        assertThat(register()).isEqualTo(new Registered.DuplicateId());
    }

    @Test
    void twoMembersOfOneNameMakeNoCluster() throws InterruptedException {
        registry.with("b", "one=http://2:1").with("c", "three=http://3:1");
        assertThat(register()).isEqualTo(new Registered.DuplicateName());
    }

    @Test
    void aTokenWithoutASizeIsUnusable() throws InterruptedException {
        registry.size = Optional.empty();
        assertThat(register()).isEqualTo(new Registered.Unusable("discovery: size key not found"));
        registry.size = Optional.of("three");
        assertThat(register()).isEqualTo(new Registered.Unusable("discovery: size key is bad"));
        registry.size = Optional.of("0");
        assertThat(register()).isEqualTo(new Registered.Unusable("discovery: size key is bad"));
    }

    @Test
    void anUnreachableServiceIsAskedLessAndLessOften() throws InterruptedException {
        registry.failures = 11;
        registry.size = Optional.of("1");
        assertThat(register()).isEqualTo(new Registered.Complete("one=http://1:1"));
        assertThat(clock.pauses.stream().map(Duration::toSeconds))
                .containsExactly(2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 256L, 256L, 256L);
    }

    @Test
    void anEndIsPossible() throws InterruptedException {
        registry.failures = 100;
        assertThat(register()).isEqualTo(new Registered.Unusable("discovery: too many retries"));
    }
}

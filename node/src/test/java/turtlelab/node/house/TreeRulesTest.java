package turtlelab.node.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TreeRulesTest {

    @Test
    void aMethodOf50LinesIsTheLongest() {
        assertThat(check("class A {\n void f() {" + "\n".repeat(49) + "}}")).isEmpty();
        assertThat(check("class A {\n void f() {" + "\n".repeat(50) + "}}"))
                .hasToString("[x/A.java:2: f has 51 lines]");
    }

    @Test
    void aNameThatSaysNothingIsFound() {
        for (var name : List.of("Util", "KeyUtils", "LeaseManager", "TestHelper", "RaftImpl"))
            assertThat(check("class A { record " + name + "() {} }")).as(name).hasSize(1);
        assertThat(check("abstract class AbstractRaft {}")).hasSize(1);
        assertThat(check("class Implementation {} class Managers {} class Abstraction {}"))
                .isEmpty();
    }

    @Test
    void anEmptyStepIsFound() {
        assertThat(check("class A { @When(\"x\") public void cut() { /* later */ } }")).hasSize(1);
        assertThat(check("class A { @When(\"x\") public void cut() { lab.cut(); } }")).isEmpty();
        assertThat(check("class A { public void cut() {} }")).isEmpty();
    }

    @Test
    void aDisabledTestIsFound() {
        assertThat(check("class A { @Test @Disabled(\"flaky\") void f() { g(); } }")).hasSize(1);
        assertThat(check("@org.junit.jupiter.api.Disabled class A {}")).hasSize(1);
        assertThat(check("class A { @Test void disabled() { g(); } }")).isEmpty();
    }

    private static List<Finding> check(String text) {
        return TreeRules.check(List.of(new Source("x/A.java", text)));
    }
}

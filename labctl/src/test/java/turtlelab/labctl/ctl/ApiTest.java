package turtlelab.labctl.ctl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import turtlelab.labctl.ctl.flag.CtlFailure;

class ApiTest {

    private static Api api(String line) {
        var words = List.of(line.split(" "));
        return Api.ofForm(words, Commands.of(words));
    }

    @Test
    void verbsOfOneApiChooseIt() {
        assertThat(api("--endpoints http://h:1 cluster-health")).isEqualTo(Api.V2);
        assertThat(api("set one uno")).isEqualTo(Api.V2);
        assertThat(api("put one uno")).isEqualTo(Api.V3);
    }

    @Test
    void verbsOfBothAreV3UnlessTheirFormIsV2() {
        assertThat(api("get one")).isEqualTo(Api.V3);
        assertThat(api("-o extended get one")).isEqualTo(Api.V2);
        assertThat(api("member list")).isEqualTo(Api.V3);
        assertThat(api("member add n http://h:2380")).isEqualTo(Api.V2);
        assertThat(api("member add n --peer-urls http://h:2380")).isEqualTo(Api.V3);
        assertThat(api("member add n --peer-urls=http://h:2380")).isEqualTo(Api.V3);
    }

    @Test
    void aFlagThatOnlyOneApiHasChoosesIt() {
        assertThat(api("watch k")).isEqualTo(Api.V3);
        assertThat(api("watch --forever k")).isEqualTo(Api.V2);
        assertThat(api("watch -r k")).isEqualTo(Api.V2);
        assertThat(api("watch --prefix k")).isEqualTo(Api.V3);
        assertThat(api("watch k -- cmd --forever")).isEqualTo(Api.V3);
        assertThat(api("get --quorum k")).isEqualTo(Api.V2);
        assertThat(api("user grant --roles r u")).isEqualTo(Api.V2);
        assertThat(api("user grant-role u r")).isEqualTo(Api.V3);
        assertThat(api("user add u")).isEqualTo(Api.V3);
    }

    @Test
    void theValueOfAFlagIsNoVerb() {
        assertThat(api("--endpoints set get one")).isEqualTo(Api.V3);
        assertThat(api("--endpoints=set get one")).isEqualTo(Api.V3);
    }

    @Test
    void theEnvironmentDecidesAndMustBeKnown() {
        assertThat(Api.chosen(Map.of("ETCDCTL_API", "2"))).contains(Api.V2);
        assertThat(Api.chosen(Map.of())).isEmpty();
        assertThatThrownBy(() -> Api.chosen(Map.of("ETCDCTL_API", "4")))
                .isInstanceOf(CtlFailure.class)
                .hasMessage("unsupported API version 4");
    }
}

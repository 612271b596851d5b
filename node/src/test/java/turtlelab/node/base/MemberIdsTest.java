package turtlelab.node.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MemberIdsTest {
    @ParameterizedTest
    @CsvSource({
        "http://10.0.0.2:2380, ee274cacce804b21",
        "http://10.0.0.3:2380, fe9c64eaf3991d47",
        "http://10.0.0.4:2380, aeb6950c050a83f3",
        "http://10.10.10.11:2380, ffcf00e267752181",
        "http://localhost:2380, 8e9e05c52164694d",
    })
    void anInitialMemberIsNamedByItsUrlAndTheToken(String url, String id) {
        assertThat(MemberIds.forBootstrap(UrlSet.parse(url), "etcd-cluster").hex()).isEqualTo(id);
    }

    @Test
    void severalUrlsCountInAscendingOrder() {
        var urls = UrlSet.parse("http://localhost:7001,http://localhost:2380");
        assertThat(MemberIds.forBootstrap(urls, "etcd-cluster").hex())
                .isEqualTo("ce2a822cea30bfca");
    }

    @ParameterizedTest
    @CsvSource({
        "http://10.10.10.12:2380, 1507285073, 2a68cac58263240c",
        "http://10.10.10.13:2380, 1507285422, 9af45209733fa31f",
        "http://10.10.10.14:2380, 1507285476, 8fe3d4161724a303",
        "http://10.10.10.15:2380, 1507285624, 195eceb12cab7005",
    })
    void anAddedMemberIsNamedByItsUrlAndTheMoment(String url, long seconds, String id) {
        assertThat(MemberIds.forAdd(UrlSet.parse(url), seconds).hex()).isEqualTo(id);
    }

    @Test
    void aClusterIsNamedByItsFirstMembersInAnyOrder() {
        assertThat(MemberIds.cluster(List.of(MemberId.ofHex("8e9e05c52164694d"))).hex())
                .isEqualTo("cdf818194e3a8c32");
        var a = MemberId.ofHex("ee274cacce804b21");
        var b = MemberId.ofHex("aeb6950c050a83f3");
        assertThat(MemberIds.cluster(List.of(a, b))).isEqualTo(MemberIds.cluster(List.of(b, a)));
    }
}

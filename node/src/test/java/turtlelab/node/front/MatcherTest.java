package turtlelab.node.front;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class MatcherTest {
    private static final Matcher MAGIC = Matcher.startsWith(new byte[] {'M', 'A', 'G'});
    private static final Matcher HTTP = new HttpHead(64);

    @Test
    void fixedBytesAreKnownWhenAllOfThemAreThere() {
        assertThat(look(MAGIC, "M")).isEqualTo(Verdict.NEED_MORE);
        assertThat(look(MAGIC, "MA")).isEqualTo(Verdict.NEED_MORE);
        assertThat(look(MAGIC, "MAG")).isEqualTo(Verdict.YES);
        assertThat(look(MAGIC, "MAGIC")).isEqualTo(Verdict.YES);
        assertThat(look(MAGIC, "MAX")).isEqualTo(Verdict.NO);
        assertThat(look(MAGIC, "x")).isEqualTo(Verdict.NO);
    }

    @Test
    void aPrefaceIsHttp2AndAPriRequestIsNot() {
        assertThat(look(Matcher.HTTP2, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")).isEqualTo(Verdict.YES);
        assertThat(look(Matcher.HTTP2, "PRI * HTTP/2.0\r\n")).isEqualTo(Verdict.NEED_MORE);
        assertThat(look(Matcher.HTTP2, "PRINT /a HTTP/1.1")).isEqualTo(Verdict.NO);
    }

    @Test
    void aHeadIsHttpOnceItIsWhole() {
        assertThat(look(HTTP, "G")).isEqualTo(Verdict.NEED_MORE);
        assertThat(look(HTTP, "GET / HTTP/1.1\r\nHost: a\r\n")).isEqualTo(Verdict.NEED_MORE);
        assertThat(look(HTTP, "GET / HTTP/1.1\r\nHost: a\r\n\r")).isEqualTo(Verdict.NEED_MORE);
        assertThat(look(HTTP, "GET / HTTP/1.1\r\nHost: a\r\n\r\n")).isEqualTo(Verdict.YES);
        assertThat(look(HTTP, "GET / HTTP/1.1\n\nbody")).isEqualTo(Verdict.YES);
    }

    @Test
    void aRequestForOnePathIsKnownOnceItsHeadIsWhole() {
        var keys = Matcher.http(List.of("GET /keys", "PUT /keys"));
        assertThat(look(keys, "PUT /k")).isEqualTo(Verdict.NEED_MORE);
        assertThat(look(keys, "PUT /keys/a HTTP/1.1\r\n")).isEqualTo(Verdict.NEED_MORE);
        assertThat(look(keys, "PUT /keys/a HTTP/1.1\r\n\r\n")).isEqualTo(Verdict.YES);
        assertThat(look(keys, "PUT /other HTTP/1.1\r\n\r\n")).isEqualTo(Verdict.NO);
        assertThat(look(keys, "POST /keys")).isEqualTo(Verdict.NO);
    }

    @Test
    void aHeadAboveTheLimitIsTheServersToRefuse() {
        assertThat(look(HTTP, "GET /" + "a".repeat(60))).isEqualTo(Verdict.YES);
    }

    @Test
    void whatDoesNotBeginWithAMethodIsNotHttp() {
        assertThat(look(HTTP, "\u0016\u0003\u0001")).isEqualTo(Verdict.NO);
        assertThat(look(HTTP, " GET /")).isEqualTo(Verdict.NO);
        assertThat(look(HTTP, "GET\r\n")).isEqualTo(Verdict.NO);
        assertThat(look(HTTP, "A".repeat(33))).isEqualTo(Verdict.NO);
        assertThat(look(HTTP, "A".repeat(33) + " /")).isEqualTo(Verdict.NO);
    }

    private static Verdict look(Matcher matcher, String bytes) {
        return matcher.look(ByteBuffer.wrap(bytes.getBytes(ISO_8859_1)));
    }
}

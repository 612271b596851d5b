package turtlelab.node.http.v2.fastpath;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is plain enough, and what is not. */
class HeadTest {
    @Test
    void aPlainReadIsUnderstood() {
        var head = Head.read("GET /v2/keys/a/b?sorted=true HTTP/1.1\r\nHost: x\r\n");
        assertThat(head).isNotNull();
        assertThat(head.method()).isEqualTo("GET");
        assertThat(head.key()).isEqualTo("/a/b");
        assertThat(head.query()).isEqualTo("sorted=true");
        assertThat(head.length()).isZero();
        assertThat(head.isLast()).isFalse();
    }

    @Test
    void aPlainWriteIsUnderstood() {
        var head =
                read(
                        """
                        PUT /v2/keys/a HTTP/1.1
                        host: x
                        CONTENT-LENGTH:  7\s
                        Content-Type: t
                        Connection: close
                        User-Agent: u
                        """);
        assertThat(head).isNotNull();
        assertThat(head.length()).isEqualTo(7);
        assertThat(head.contentType()).isEqualTo("t");
        assertThat(head.isLast()).isTrue();
    }

    private static @Nullable Head read(String lines) {
        return Head.read(lines.replace("\n", "\r\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HEAD /v2/keys/a HTTP/1.1\r\nHost: x\r\n",
                "get /v2/keys/a HTTP/1.1\r\nHost: x\r\n",
                "GET /v2/keysa HTTP/1.1\r\nHost: x\r\n",
                "GET /v2/members HTTP/1.1\r\nHost: x\r\n",
                "GET /v2/keys/a HTTP/1.0\r\nHost: x\r\n",
                "GET /v2/keys/a HTTP/1.1 \r\nHost: x\r\n",
                "GET  /v2/keys/a HTTP/1.1\r\nHost: x\r\n",
                "GET http://x/v2/keys/a HTTP/1.1\r\nHost: x\r\n",
                "GET /v2/keys/a%20b HTTP/1.1\r\nHost: x\r\n",
                "GET /v2/keys//a HTTP/1.1\r\nHost: x\r\n",
                "GET /v2/keys/../members HTTP/1.1\r\nHost: x\r\n",
                "GET /v2/keys/a?wait=true HTTP/1.1\r\nHost: x\r\n",
                "GET /v2/keys/a?recursive=true HTTP/1.1\r\nHost: x\r\n",
                "GET /v2/keys/a HTTP/1.1\r\n",
                "GET /v2/keys/a HTTP/1.1\r\nHost: x\r\nHost: y\r\n",
                "GET /v2/keys/a HTTP/1.1\r\nHost:\r\n",
                "GET /v2/keys/a HTTP/1.1\r\nHost : x\r\n",
                "GET /v2/keys/a HTTP/1.1\r\nHost: x\r\n folded\r\n",
                "GET /v2/keys/a HTTP/1.1\r\nHost: x\r\nno colon\r\n",
                "GET /v2/keys/a HTTP/1.1\r\nHost: x\nAccept: y\r\n",
                "GET /v2/keys/a HTTP/1.1\r\nHost: x\rAccept: y\r\n",
                "GET /v2/keys/a HTTP/1.1\r\nHost: x\r\nA: \u0007\r\n",
                "GET /v2/keys/a HTTP/1.1\r\nHost: \u00fc\r\n",
                "GET /v2/keys/a HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n",
                "PUT /v2/keys/a HTTP/1.1\r\nHost: x\r\n",
                "PUT /v2/keys/a HTTP/1.1\r\nHost: x\r\nContent-Length: +3\r\n",
                "PUT /v2/keys/a HTTP/1.1\r\nHost: x\r\nContent-Length: 3, 3\r\n",
                "PUT /v2/keys/a HTTP/1.1\r\nHost: x\r\nContent-Length: 9999999999\r\n",
                "PUT /v2/keys/a HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nContent-Length: 3\r\n",
                "PUT /v2/keys/a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n",
                "GET /v2/keys/a HTTP/1.1\r\nHost: x\r\nConnection: upgrade\r\n",
                "GET /v2/keys/a HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\n",
                "GET /v2/keys/a HTTP/1.1\r\nHost: x\r\nAuthorization: Basic eDp5\r\n",
                "GET /v2/keys/a HTTP/1.1\r\nHost: x\r\nOrigin: http://y\r\n"
            })
    void whatIsUnusualIsLeftToTheServerThatKnowsIt(String head) {
        assertThat(Head.read(head)).isNull();
    }
}

package turtlelab.node.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UrlSetTest {
    @Test
    void urlsAreKeptInAscendingOrder() {
        assertThat(UrlSet.parse("http://b:2, http://a:1").toString())
                .isEqualTo("http://a:1,http://b:2");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "``|URL scheme must be http, https, unix, or unixs: ",
                "foo|URL scheme must be http, https, unix, or unixs: foo",
                "ftp://127.0.0.1:2379|"
                        + "URL scheme must be http, https, unix, or unixs: ftp://127.0.0.1:2379",
                "localhost:2379|URL scheme must be http, https, unix, or unixs: localhost:2379",
                "http://127.0.0.1|"
                        + "URL address does not have the form \"host:port\": http://127.0.0.1",
                "http://::1:2379|"
                        + "URL address does not have the form \"host:port\": http://::1:2379",
                "http://127.0.0.1:2379/foo|"
                        + "URL must not contain a path: http://127.0.0.1:2379/foo",
                "http://127.0.0.1:2379/|URL must not contain a path: http://127.0.0.1:2379/",
                "127.8.0.9:2380|parse \"127.8.0.9:2380\": first path segment in URL cannot contain"
                        + " colon",
                ":2380|parse \":2380\": missing protocol scheme",
                "http://127.8.0.9:abc|"
                        + "parse \"http://127.8.0.9:abc\": invalid port \":abc\" after host",
                "http://127.8. 0.9:1|"
                        + "parse \"http://127.8. 0.9:1\": invalid character \" \" in host name",
                "http://h:99999|parse \"http://h:99999\": invalid port \":99999\" after host",
            })
    void aBadUrlIsRefusedInEtcdsWords(String url, String message) {
        assertThatThrownBy(() -> UrlSet.parse(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message.strip().endsWith("unixs:") ? message.strip() + " " : message);
    }

    @Test
    void noUrlAtAllIsRefused() {
        assertThatThrownBy(() -> UrlSet.of(List.of())).hasMessage("no valid URLs given");
    }

    @Test
    void anIpv6HostKeepsItsBrackets() {
        var url = HttpUrl.parse("HTTP://[::1]:2380");
        assertThat(url.toString()).isEqualTo("http://[::1]:2380");
        assertThat(url.bareHost()).isEqualTo("::1");
    }
}

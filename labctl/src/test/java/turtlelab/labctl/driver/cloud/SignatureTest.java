package turtlelab.labctl.driver.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import turtlelab.labctl.driver.cloud.Signature.Credentials;

/** The examples of AWS's own description of signature version 4. */
class SignatureTest {
    private static final Credentials KEY =
            new Credentials("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "");
    private static final String MOMENT = "20150830T123600Z";

    @Test
    void theExampleOfAQuestionIsSignedAsDescribed() {
        var headers =
                Map.of(
                        "content-type", "application/x-www-form-urlencoded; charset=utf-8",
                        "host", "iam.amazonaws.com",
                        "x-amz-date", MOMENT);
        var query = "Action=ListUsers&Version=2010-05-08";
        assertThat(
                        new Signature(KEY, "us-east-1/iam")
                                .of(
                                        new Signature.Request(
                                                "GET", query, new TreeMap<>(headers), "")))
                .isEqualTo(
                        "AWS4-HMAC-SHA256"
                            + " Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request,"
                            + " SignedHeaders=content-type;host;x-amz-date, Signature="
                            + "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7");
    }

    @Test
    void theExampleOfAFormIsSignedAsDescribed() {
        var headers =
                Map.of(
                        "content-type", "application/x-www-form-urlencoded",
                        "host", "example.amazonaws.com",
                        "x-amz-date", MOMENT);
        assertThat(
                        new Signature(KEY, "us-east-1/service")
                                .of(
                                        new Signature.Request(
                                                "POST",
                                                "",
                                                new TreeMap<>(headers),
                                                "Param1=value1")))
                .endsWith(
                        "Signature=ff11897932ad3f4e8b18135d722051e5"
                                + "ac45fc38421b1da7b9d196a0fe09473a");
    }

    @Test
    void datesAreOfUtcAndTheSecretIsNeverShown() {
        assertThat(Signature.date(Instant.parse("2015-08-30T12:36:00.999Z"))).isEqualTo(MOMENT);
        assertThat(KEY).hasToString("AKIDEXAMPLE");
    }
}

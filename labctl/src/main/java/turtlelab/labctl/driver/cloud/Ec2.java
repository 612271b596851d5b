package turtlelab.labctl.driver.cloud;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import turtlelab.labctl.driver.cloud.Signature.Credentials;
import turtlelab.labctl.exec.LabFailure;
import turtlelab.labctl.exec.Time;

/**
 * Instances at an API like EC2's: forms in, XML out, signed. Asks again a little later where it is
 * told to. The instances of a lab carry its tag, so that nobody else's are touched.
 */
final class Ec2 {
    private static final String TAG = "turtlelab";
    private static final String VERSION = "2016-11-15";
    private static final String FORM = "application/x-www-form-urlencoded; charset=utf-8";
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int TRIES = 5;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final URI api;
    private final Credentials credentials;
    private final Signature signature;
    private final Clocks clocks;

    /** What time it is, for signatures, and how to wait. */
    record Clocks(InstantSource now, Time time) {}

    Ec2(Profile profile, Credentials credentials, Clocks clocks) {
        this.api = URI.create(profile.api()).resolve("/");
        this.credentials = credentials;
        this.signature = new Signature(credentials, profile.region() + "/ec2");
        this.clocks = clocks;
    }

    /** All instances of a lab, those that are gone too as long as the API remembers them. */
    List<Instance> instances(String lab) {
        var call = call("DescribeInstances");
        call.put("Filter.1.Name", "tag:" + TAG);
        call.put("Filter.1.Value.1", lab);
        return Answers.instances(ask(call));
    }

    /**
     * Makes an instance.
     *
     * @param token of this order: given twice it makes one instance
     */
    void run(Profile profile, String lab, Instance wanted, String token) {
        var call = call("RunInstances");
        call.put("ImageId", profile.image());
        call.put("InstanceType", profile.type());
        call.put("KeyName", profile.key());
        call.put("SubnetId", profile.subnet());
        call.put("PrivateIpAddress", wanted.privateAddress());
        call.put("MinCount", "1");
        call.put("MaxCount", "1");
        call.put("ClientToken", token);
        for (int i = 0; i < profile.groups().size(); i++) {
            call.put("SecurityGroupId." + (i + 1), profile.groups().get(i));
        }
        if (!profile.zone().isEmpty()) {
            call.put("Placement.AvailabilityZone", profile.zone());
        }
        if (profile.disk() > 0) {
            call.put("BlockDeviceMapping.1.DeviceName", "/dev/sdf");
            call.put("BlockDeviceMapping.1.Ebs.VolumeSize", "" + profile.disk());
            call.put("BlockDeviceMapping.1.Ebs.DeleteOnTermination", "true");
        }
        call.put("TagSpecification.1.ResourceType", "instance");
        tag(call, 1, "Name", wanted.node());
        tag(call, 2, TAG, lab);
        ask(call);
    }

    private static void tag(Map<String, String> call, int number, String key, String value) {
        call.put("TagSpecification.1.Tag.%d.Key".formatted(number), key);
        call.put("TagSpecification.1.Tag.%d.Value".formatted(number), value);
    }

    /** Ends an instance and its disks. */
    void terminate(Instance instance) {
        var call = call("TerminateInstances");
        call.put("InstanceId.1", instance.id());
        ask(call);
    }

    private static Map<String, String> call(String action) {
        var call = new LinkedHashMap<String, String>();
        call.put("Action", action);
        call.put("Version", VERSION);
        return call;
    }

    private String ask(Map<String, String> call) {
        var action = call.getOrDefault("Action", "");
        var body =
                call.entrySet().stream()
                        .map(it -> it.getKey() + "=" + URLEncoder.encode(it.getValue(), UTF_8))
                        .collect(Collectors.joining("&"));
        try {
            for (int tries = 1; ; tries++) {
                var response = http.send(signed(body), BodyHandlers.ofString());
                if (response.statusCode() == 200) {
                    return response.body();
                }
                if (tries == TRIES || !isBusy(response)) {
                    throw failure(
                            "the cloud refuses %s: %s"
                                    .formatted(action, Answers.refusal(response.body())));
                }
                clocks.time().pause(PAUSE.multipliedBy(tries));
            }
        } catch (IOException e) {
            throw failure("the cloud at %s cannot be reached: %s".formatted(api, e.getMessage()));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw failure("interrupted while asking the cloud");
        }
    }

    private static boolean isBusy(HttpResponse<String> response) {
        return response.statusCode() >= 500 || response.body().contains("RequestLimitExceeded");
    }

    private HttpRequest signed(String body) {
        var headers = new TreeMap<String, String>();
        headers.put("content-type", FORM);
        headers.put("x-amz-date", Signature.date(clocks.now().instant()));
        if (!credentials.session().isEmpty()) {
            headers.put("x-amz-security-token", credentials.session());
        }
        var request =
                HttpRequest.newBuilder(api).timeout(LIMIT).POST(BodyPublishers.ofString(body));
        headers.forEach(request::header);
        headers.put("host", api.getAuthority()); // which the client adds itself
        return request.header(
                        "Authorization",
                        signature.of(new Signature.Request("POST", "", headers, body)))
                .build();
    }

    private static LabFailure failure(String message) {
        return new LabFailure(LabFailure.Kind.UNAVAILABLE, message);
    }
}

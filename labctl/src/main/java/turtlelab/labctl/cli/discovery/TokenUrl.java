package turtlelab.labctl.cli.discovery;

import java.io.IOException;
import picocli.CommandLine.Parameters;
import turtlelab.join.base.Reason;
import turtlelab.join.registry.DiscoveryUrl;
import turtlelab.join.registry.HttpRegistry;
import turtlelab.join.registry.RegistryRefused;
import turtlelab.labctl.exec.LabFailure;

/** The token that a verb is about. */
final class TokenUrl {

    @Parameters(index = "0", paramLabel = "URL", description = "The token's URL.")
    private String url = "";

    /** Something to ask the service. */
    interface Call<T> {
        T ask(HttpRegistry registry) throws IOException, RegistryRefused;
    }

    DiscoveryUrl url() {
        try {
            return DiscoveryUrl.parse(url);
        } catch (IllegalArgumentException e) {
            throw new LabFailure(LabFailure.Kind.CONFIGURATION, String.valueOf(e.getMessage()), e);
        }
    }

    <T> T ask(Call<T> call) {
        try {
            return call.ask(new HttpRegistry(url()));
        } catch (IOException e) {
            throw failed(Reason.of(e), e);
        } catch (RegistryRefused e) {
            throw failed(String.valueOf(e.getMessage()), e);
        }
    }

    private LabFailure failed(String why, Exception cause) {
        return new LabFailure(LabFailure.Kind.UNAVAILABLE, "%s: %s".formatted(url, why), cause);
    }
}

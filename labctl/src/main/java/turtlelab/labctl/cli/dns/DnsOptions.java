package turtlelab.labctl.cli.dns;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.TSIG;
import picocli.CommandLine.Option;
import turtlelab.join.srv.Dns;
import turtlelab.join.srv.DnsJava;
import turtlelab.labctl.cli.open.Given;
import turtlelab.labctl.cli.open.ThisRun;
import turtlelab.labctl.dns.NodeRecords;
import turtlelab.labctl.dns.provider.Cloud;
import turtlelab.labctl.dns.provider.Provider;
import turtlelab.labctl.dns.provider.Updates;

/** Which domain, and who keeps and tells its records. */
public final class DnsOptions {
    /** Where {@code labctl dns serve} listens. */
    public static final String DEFAULT_SERVER = "127.0.0.1:5353";

    private static final Duration ANSWER = Duration.ofSeconds(2);

    /** Who keeps the records. */
    enum Keeper {
        server,
        cloudflare
    }

    @Option(
            names = "--domain",
            paramLabel = "DOMAIN",
            defaultValue = "lab.test",
            description = "The domain (default: ${DEFAULT-VALUE}).")
    private String domain = "lab.test";

    @Option(
            names = "--server",
            paramLabel = "HOST:PORT",
            defaultValue = DEFAULT_SERVER,
            description =
                    "The name server to ask and to update (default: ${DEFAULT-VALUE}); 'system'"
                            + " asks what this machine is set up to ask.")
    private String server = DEFAULT_SERVER;

    @Option(
            names = "--key",
            paramLabel = "NAME:SECRET",
            description = "TSIG key (hmac-sha256, base64) that signs updates.")
    private @Nullable String key;

    @Option(
            names = "--provider",
            paramLabel = "WHO",
            defaultValue = "server",
            description =
                    "Who keeps the records: ${COMPLETION-CANDIDATES}. The cloud's account is read"
                            + " from LABCTL_DNS_EMAIL and LABCTL_DNS_KEY.")
    private Keeper keeper = Keeper.server;

    @Option(
            names = "--api",
            paramLabel = "URL",
            defaultValue = "https://api.cloudflare.com/client/v4",
            description = "The cloud's API (default: ${DEFAULT-VALUE}).")
    private String api = "";

    @Option(
            names = "--ttl",
            paramLabel = "SECONDS",
            defaultValue = "5",
            description = "How long others may remember records (default: ${DEFAULT-VALUE}).")
    private long ttl = 5;

    /** The domain, without a dot at its end. */
    public String domain() {
        var text = domain.replaceAll("\\.$", "");
        NodeRecords.name(text);
        return text;
    }

    public long ttl() {
        if (ttl < 1 || ttl > 86_400) {
            throw Given.wrong("--ttl %d: use 1 to 86400 seconds".formatted(ttl));
        }
        return ttl;
    }

    /** The name server as it was named. */
    public String server() {
        return server;
    }

    /** How DNS looks from an address of this machine, or from anywhere. */
    public Dns dns(Optional<String> from) {
        return server.equals("system")
                ? DnsJava.ofThisMachine()
                : DnsJava.at(Given.address("--server", server), from, ANSWER);
    }

    /** Whoever keeps the records. */
    public Provider provider(ThisRun run) {
        return switch (keeper) {
            case server ->
                    new Updates(
                            Given.address("--server", server), NodeRecords.name(domain()), tsig());
            case cloudflare -> {
                var environment = run.session().environment();
                var account =
                        new Cloud.Account(
                                api,
                                environment.getOrDefault("LABCTL_DNS_EMAIL", ""),
                                environment.getOrDefault("LABCTL_DNS_KEY", ""));
                if (account.email().isEmpty() || account.key().isEmpty()) {
                    throw Given.wrong("set LABCTL_DNS_EMAIL and LABCTL_DNS_KEY to the account's");
                }
                yield Cloud.open(account, domain(), run.session().surroundings().time());
            }
        };
    }

    private Optional<TSIG> tsig() {
        if (key == null) {
            return Optional.empty();
        }
        var parts = key.split(":", 2);
        try {
            return Optional.of(new TSIG(TSIG.HMAC_SHA256, parts[0], parts[1]));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException _) {
            throw Given.wrong("--key: use NAME:SECRET with a secret in base64");
        }
    }
}

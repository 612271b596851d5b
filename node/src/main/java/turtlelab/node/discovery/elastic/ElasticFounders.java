package turtlelab.node.discovery.elastic;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import turtlelab.join.base.Clock;
import turtlelab.join.elastic.JoinRequest;
import turtlelab.join.elastic.JoinResult;
import turtlelab.join.elastic.Joiner;
import turtlelab.join.elastic.Journal;
import turtlelab.join.elastic.Source;
import turtlelab.join.elastic.Sources;
import turtlelab.join.keys.KeyRegistry;
import turtlelab.join.registry.HttpRegistry;
import turtlelab.join.srv.OwnNameServer;
import turtlelab.node.discovery.BootstrapFlags;
import turtlelab.node.discovery.BootstrapFlags.InitialList;
import turtlelab.node.discovery.Finding;
import turtlelab.node.discovery.Identity;

/** Asks the joiner how this node must start, and puts the answer into its flags. */
public final class ElasticFounders {
    private static final Logger LOG = LoggerFactory.getLogger(ElasticFounders.class);

    private final Finding.Elastic finding;

    public ElasticFounders(Finding.Elastic finding) {
        this.finding = finding;
    }

    /** What came of it. */
    public sealed interface Answer {
        /** Start with these flags. */
        record Start(BootstrapFlags flags) implements Answer {}

        /** The cluster is still to be founded, by whatever way the members meet. */
        record Found() implements Answer {}

        record Refused(String reason) implements Answer {}
    }

    /**
     * Joins.
     *
     * @param stored who this node is, if it has started before
     */
    public Answer find(BootstrapFlags flags, Optional<Identity> stored)
            throws InterruptedException {
        var journal = new Journal();
        var request =
                new JoinRequest(
                        new JoinRequest.Own(
                                flags.name(),
                                flags.advertisedPeerUrls().texts(),
                                stored.isEmpty(),
                                stored.map(identity -> identity.member().value())),
                        finding.manner(),
                        finding.limits());
        var result = new Joiner(source(), request, Clock.SYSTEM, journal).run();
        journal.lines().forEach(line -> LOG.info("join: {}", line));
        return switch (result) {
            case JoinResult.Found _ -> new Answer.Found();
            case JoinResult.Resume _ -> new Answer.Start(flags);
            case JoinResult.Join(var _, var _, var cluster, var _) ->
                    new Answer.Start(
                            new BootstrapFlags(
                                    flags.name(),
                                    flags.advertisedPeerUrls(),
                                    new InitialList(cluster, flags.list().token()),
                                    true));
            case JoinResult.Refused(var _, var reason) ->
                    new Answer.Refused("cluster join failed: " + reason);
        };
    }

    private Source source() {
        return switch (finding.meeting()) {
            case Finding.AtService(var url) -> Sources.service(new HttpRegistry(url), url.text());
            case Finding.AtKeys keys ->
                    Sources.service(new KeyRegistry(keys.endpoints(), keys.token()), keys.where());
            case Finding.InDns(var question, var _) ->
                    Sources.dns(OwnNameServer.dns(), question.domain(), question.suffix());
            case Finding.AtSeeds(var urls) -> Sources.seeds(urls);
        };
    }
}

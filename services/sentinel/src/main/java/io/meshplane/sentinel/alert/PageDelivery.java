package io.meshplane.sentinel.alert;

import io.meshplane.contracts.id.NetworkId;
import io.meshplane.sentinel.adapter.page.PageSender;
import io.meshplane.sentinel.adapter.page.Sent;
import io.meshplane.sentinel.alert.AcknowledgementLinks.Target;
import io.meshplane.sentinel.domain.Label;
import io.meshplane.sentinel.domain.alert.Alert;
import io.meshplane.sentinel.domain.alert.Contact;
import io.meshplane.sentinel.domain.alert.DeliveryRules;
import io.meshplane.sentinel.domain.alert.Page;
import io.meshplane.sentinel.domain.alert.PageMessage;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;

/**
 * Delivers what is due, the worst first. Each contact has a queue of its own, so one that does not answer delays nobody else. The queue is
 * the alerts themselves: a page waits there until it is delivered, whatever happens to this process.
 */
@ApplicationScoped
public class PageDelivery {
    private static final Logger LOG = Logger.getLogger(PageDelivery.class);
    private static final int BATCH = 20;
    private static final Comparator<Due> WORST_FIRST = Comparator.comparing(
                    (Due due) -> due.alert().subject().severity())
            .reversed()
            .thenComparing(due -> due.page().decidedAt());

    private final Pager pager;
    private final AlertTable alerts;
    private final AlertSettingsTable settings;
    private final PageSender sender;
    private final AcknowledgementLinks links;
    private final InstantSource clock;
    private final MeterRegistry meters;
    private final Set<Receiver> busy = ConcurrentHashMap.newKeySet();

    private record Receiver(NetworkId network, Label contact) {}

    private record Due(Alert alert, Page page) {}

    PageDelivery(
            Pager pager,
            AlertTable alerts,
            AlertSettingsTable settings,
            PageSender sender,
            AcknowledgementLinks links,
            InstantSource clock,
            MeterRegistry meters) {
        this.pager = pager;
        this.alerts = alerts;
        this.settings = settings;
        this.sender = sender;
        this.links = links;
        this.clock = clock;
        this.meters = meters;
    }

    /** Begins to deliver what Kafka has as waiting, and returns at once. */
    void deliver(Instant now) {
        Map<Receiver, List<Due>> queues = new HashMap<>();
        alerts.durableLive().stream()
                .flatMap(alert -> alert.pages().stream().map(page -> new Due(alert, page)))
                .filter(due -> newest(due)
                        .filter(page -> DeliveryRules.isDue(page, now))
                        .isPresent())
                .sorted(WORST_FIRST)
                .forEach(due -> queues.computeIfAbsent(
                                new Receiver(
                                        due.alert().key().network(), due.page().contact()),
                                receiver -> new ArrayList<>())
                        .add(due));
        queues.forEach(this::deliver);
    }

    /** What was decided of a page, also if Kafka does not have that yet. */
    private Optional<Page> newest(Due due) {
        return alerts.current(due.alert().key()).stream()
                .flatMap(alert -> alert.pages().stream())
                .filter(page -> page.id().equals(due.page().id()))
                .findFirst();
    }

    private void deliver(Receiver receiver, List<Due> queue) {
        if (!busy.add(receiver)) return;
        Multi.createFrom()
                .iterable(queue.subList(0, Math.min(BATCH, queue.size())))
                .onItem()
                .transformToUniAndConcatenate(due -> one(receiver, due))
                // the rest waits: whoever just failed would keep each of them for a deadline
                .select()
                .first(sent -> sent instanceof Sent.Delivered)
                .onTermination()
                .invoke(() -> busy.remove(receiver))
                .subscribe()
                .with(
                        sent -> LOG.debugf("page settled contact=%s", receiver.contact()),
                        failure -> LOG.errorf(failure, "pages left out contact=%s", receiver.contact()));
    }

    private Uni<Sent> one(Receiver receiver, Due due) {
        Contact contact = settings.of(receiver.network()).contacts().get(receiver.contact());
        if (!pager.isAssigned() || newest(due).filter(Page::isWaiting).isEmpty()) {
            return Uni.createFrom()
                    .item(new Sent.Delivered()); // another instance's now, or somebody acknowledged meanwhile
        }
        if (contact == null) {
            return Uni.createFrom()
                    .<Sent>item(new Sent.Failed("there is no such contact any more"))
                    .invoke(sent -> settle(due, sent));
        }
        Target target = new Target(due.alert().key(), due.page().episode(), receiver.contact());
        return sender.send(contact.channel(), new PageMessage(due.alert(), due.page(), links.link(target)))
                .invoke(sent -> settle(due, sent));
    }

    private void settle(Due due, Sent sent) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        double jitter = ThreadLocalRandom.current().nextDouble();
        String outcome = switch (sent) {
            case Sent.Delivered ignored -> "delivered";
            case Sent.Failed(String why) -> {
                LOG.warnf(
                        "page not delivered yet alert=%s contact=%s failure=%s",
                        due.alert().key(), due.page().contact(), why);
                yield "failed";
            }
        };
        meters.counter("sentinel.pages", "outcome", outcome, "reason", "none").increment();
        alerts.changeSoon(
                due.alert().key(),
                known -> known == null
                        ? null
                        : known.changingPage(due.page().id(), page -> switch (sent) {
                            case Sent.Delivered ignored -> DeliveryRules.afterSuccess(page, now);
                            case Sent.Failed(String why) -> DeliveryRules.afterFailure(page, why, jitter, now);
                        }));
    }
}

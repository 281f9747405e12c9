package io.asktell.server;

import io.asktell.api.AssignedModel;
import io.asktell.server.auth.Audit;
import io.asktell.server.auth.KeptAnswers;
import io.asktell.server.auth.Keys;
import io.asktell.server.auth.SecretBox;
import io.asktell.server.auth.ServerSecret;
import io.asktell.server.auth.Tokens;
import io.asktell.server.cli.CommandFailedException;
import io.asktell.server.events.Changes;
import io.asktell.server.events.JobStreams;
import io.asktell.server.events.StudyStreams;
import io.asktell.server.http.Admissions;
import io.asktell.server.http.ArchiveHandlers;
import io.asktell.server.http.AskHandlers;
import io.asktell.server.http.AuditHook;
import io.asktell.server.http.AuthHook;
import io.asktell.server.http.ClaimHandlers;
import io.asktell.server.http.ComboHandlers;
import io.asktell.server.http.CompareHandlers;
import io.asktell.server.http.EventHandlers;
import io.asktell.server.http.HttpServer;
import io.asktell.server.http.Idempotency;
import io.asktell.server.http.JobRoutes;
import io.asktell.server.http.JudgeHandlers;
import io.asktell.server.http.KeyHandlers;
import io.asktell.server.http.Metrics;
import io.asktell.server.http.ModelHandlers;
import io.asktell.server.http.OperationHandlers;
import io.asktell.server.http.Origins;
import io.asktell.server.http.PlotHandlers;
import io.asktell.server.http.PlotRoutes;
import io.asktell.server.http.PresetHandlers;
import io.asktell.server.http.ProfileHandlers;
import io.asktell.server.http.ResultRoutes;
import io.asktell.server.http.Route;
import io.asktell.server.http.Routes;
import io.asktell.server.http.StudyHandlers;
import io.asktell.server.http.SuiteHandlers;
import io.asktell.server.http.TaskHandlers;
import io.asktell.server.http.TellHandlers;
import io.asktell.server.http.Throttle;
import io.asktell.server.http.TrialHandlers;
import io.asktell.server.http.TuneHandlers;
import io.asktell.server.http.TuningHandlers;
import io.asktell.server.http.WatchHandlers;
import io.asktell.server.http.WebHandlers;
import io.asktell.server.jobs.ArtifactFolders;
import io.asktell.server.jobs.Assignments;
import io.asktell.server.jobs.ComboDetails;
import io.asktell.server.jobs.ComboViews;
import io.asktell.server.jobs.Combos;
import io.asktell.server.jobs.Comparisons;
import io.asktell.server.jobs.Confirmations;
import io.asktell.server.jobs.Dispatcher;
import io.asktell.server.jobs.EmbeddedWorkers;
import io.asktell.server.jobs.Endings;
import io.asktell.server.jobs.Forecasts;
import io.asktell.server.jobs.JobLog;
import io.asktell.server.jobs.Jobs;
import io.asktell.server.jobs.Judges;
import io.asktell.server.jobs.ModelFigures;
import io.asktell.server.jobs.Presets;
import io.asktell.server.jobs.Standings;
import io.asktell.server.jobs.StoredInputs;
import io.asktell.server.jobs.TuneAnalyses;
import io.asktell.server.jobs.TuningJobs;
import io.asktell.server.jobs.Waiting;
import io.asktell.server.jobs.Winners;
import io.asktell.server.metrics.Attendance;
import io.asktell.server.metrics.Meters;
import io.asktell.server.models.Manifest;
import io.asktell.server.models.Models;
import io.asktell.server.models.Probes;
import io.asktell.server.models.Profiles;
import io.asktell.server.models.ProviderMeters;
import io.asktell.server.models.Providers;
import io.asktell.server.models.Targets;
import io.asktell.server.models.Tasks;
import io.asktell.server.store.Database;
import io.asktell.server.store.Schema;
import io.asktell.server.store.embedded.EmbeddedPostgres;
import io.asktell.server.study.Analyses;
import io.asktell.server.study.Archive;
import io.asktell.server.study.LeaseReaper;
import io.asktell.server.study.Ledgers;
import io.asktell.server.study.Preload;
import io.asktell.server.study.Preparations;
import io.asktell.server.study.Snapshots;
import io.asktell.server.study.Studies;
import io.asktell.server.study.StudyMeters;
import io.asktell.server.study.Trials;
import io.asktell.server.tooleval.Suites;
import io.asktell.server.web.Assets;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server, put together: builds everything once, in order, and closes it in reverse. */
public final class Server implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Server.class);

    /** For keys, besides those of the pool. */
    static final int KEY_CONNECTIONS = 4;

    /** Trials; to read fewer takes no time worth saving. */
    private static final int LONG_HISTORY = 10_000;

    private final ServerConfig config;
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private volatile boolean closing;
    private @Nullable HttpServer http;
    private AutoCloseable waiting = () -> {};
    private IntFunction<EmbeddedWorkers> workers = port -> {
        throw new IllegalStateException("the server is not put together");
    };

    public Server(ServerConfig config) {
        this.config = config;
    }

    /** Returns when requests are answered. What was opened before a failure is closed again. */
    public synchronized void start() {
        try {
            var address = config.database();
            if (address == null) {
                address = keep(EmbeddedPostgres.start(config.dataDirectory(), config.cacheDirectory()))
                        .address();
            }
            var database = keep(Database.open(address, Schema.STUDIES, config.databasePoolSize()));
            var authAddress = config.authDatabase();
            var auth = keep(Database.open(authAddress == null ? address : authAddress, Schema.KEYS, KEY_CONNECTIONS));
            http = keep(serve(database, auth));
            http.start();
            if (config.embeddedWorkers() > 0) {
                keep(workers.apply(port())).start();
            }
            keep(waiting); // whoever waits is answered first, or nothing could close in time
            log.info("listening on http://{}:{}", config.host(), port());
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private HttpServer serve(Database database, Database auth) {
        var clock = Clock.systemUTC();
        var jdbi = database.jdbi();
        var secret = ServerSecret.load(
                auth.jdbi(), config.secretKeys().stream().map(Secret::value).toList());
        var keys = keep(new Keys(auth.jdbi(), clock));
        if (config.authEnabled()) {
            keys.ensureAdmin(
                            config.adminKey() == null ? null : config.adminKey().value())
                    .ifPresent(Server::printAdminKey);
        }
        var tokens = new Tokens(secret, keys, clock);
        var box = new SecretBox(secret);
        var kept = new KeptAnswers(box);

        var changes = new Changes();
        var streams = keep(new StudyStreams(jdbi));
        changes.listen(streams::changed);
        var preparations = keep(new Preparations(config.askDeadlineMillis()));
        var meters = new Meters();
        var attendance = new Attendance(Gauges.WORKER_PATIENCE);
        var providerMeters = new ProviderMeters(meters);
        long historyBytes = (long) config.historyMegabytes() << 20;
        var ledgers = keep(new Ledgers(
                jdbi,
                config.databasePoolSize() / 2,
                historyBytes,
                preparations,
                new StudyMeters(meters, attendance),
                changes::publish));
        var studies = new Studies(ledgers, jdbi, config.defaultSampler(), config.defaultPruner());
        var trials = new Trials(ledgers, jdbi);
        var snapshots = new Snapshots(ledgers);
        keep(new LeaseReaper(jdbi, ledgers)).start();
        var plots = new PlotHandlers(snapshots, trials, Version.CURRENT);
        var preload = keep(new Preload(jdbi, ledgers, LONG_HISTORY, historyBytes / 2, plots::firstView));
        preload.start();

        var providers = new Providers(jdbi, box, config.providerNetworks());
        providers.renewKeys();
        var models = new Models(jdbi, Manifest.read(config.modelManifest()));
        var suites = new Suites(jdbi);
        var inputs = new StoredInputs(suites, models);
        var views = new ComboViews(studies, trials);
        var confirmations = new Confirmations(jdbi, studies, trials);
        var standings = new Standings(jdbi, views, confirmations, inputs);
        var story = new JobLog(standings, views, confirmations);
        var jobs = new Jobs(jdbi, studies, inputs, story, config.maxActiveTunes(), config.tunesPerHour());
        var dispatcher = keep(new Dispatcher(
                jdbi,
                jobs,
                studies,
                inputs,
                new Assignments(jdbi, trials, kept),
                standings,
                new Endings(jobs, new Winners(studies, trials), confirmations),
                confirmations,
                story,
                config.maxRunningJobs()));
        changes.listen(dispatcher::changed);
        dispatcher.start();
        var watchers = keep(new JobStreams(jdbi));
        waiting = () -> {
            dispatcher.close();
            streams.close();
            watchers.close();
        };
        workers = port -> embeddedWorkers(port, keys, providers, providerMeters, trials);

        var analyses = new Analyses(ledgers, snapshots);
        var admissions = keep(new Admissions());
        List<Route> routes = new ArrayList<>();
        routes.addAll(Routes.operations(new OperationHandlers(Version.CURRENT, database::reachable, () -> closing)));
        routes.addAll(Routes.studies(
                new StudyHandlers(studies, analyses),
                new ArchiveHandlers(
                        trials,
                        new Archive(studies, trials, ledgers, jdbi, preload),
                        (long) config.importMegabytes() << 20),
                new EventHandlers(studies, trials, streams, admissions)));
        routes.addAll(
                Routes.trials(new AskHandlers(trials, kept), new TellHandlers(trials), new TrialHandlers(trials)));
        routes.addAll(PlotRoutes.plots(plots));
        var targets = new Targets(providerKeys(providers), config.providerNetworks(), providerMeters);
        routes.addAll(Routes.models(new ModelHandlers(
                models, providers, new Probes(jdbi, models, providers, targets), new ModelFigures(jdbi, models))));
        routes.addAll(ResultRoutes.tasks(new TaskHandlers(new Tasks(models, targets))));
        routes.addAll(Routes.suites(new SuiteHandlers(suites)));
        var combos = new Combos(jdbi, jobs, standings, studies, trials, views);
        var waits = new Waiting(config.embeddedWorkers());
        var tunes = new TuneHandlers(
                jobs, dispatcher, standings, confirmations, models, new Forecasts(jdbi, inputs), waits);
        var details = new ComboDetails(combos, suites);
        routes.addAll(JobRoutes.tunes(tunes, new ClaimHandlers(dispatcher, attendance)));
        routes.addAll(ResultRoutes.combos(
                new ComboHandlers(jobs, combos, details, new TuneAnalyses(analyses, views), tunes)));
        routes.addAll(ResultRoutes.presets(new PresetHandlers(new Presets(jdbi, studies))));
        var profiles = new Profiles(jdbi, models);
        routes.addAll(ResultRoutes.profiles(new ProfileHandlers(profiles, models, jobs, combos)));
        var judges = keep(new Judges(jdbi, jobs, combos, details, models, targets));
        jobs.whenEnded(id -> judges.startWished());
        judges.startWished();
        routes.addAll(ResultRoutes.judges(new JudgeHandlers(jobs, combos, details, judges)));
        var comparisons = new Comparisons(jdbi, jobs, studies, inputs, combos);
        routes.addAll(ResultRoutes.comparisons(new CompareHandlers(jobs, dispatcher, combos, profiles, comparisons)));
        var tuning = new TuningJobs(
                jdbi,
                jobs,
                studies,
                trials,
                inputs,
                standings,
                waits,
                new ArtifactFolders(config.dataDirectory().resolve("tuning")));
        routes.addAll(JobRoutes.tuning(new TuningHandlers(tuning, dispatcher)));
        routes.addAll(JobRoutes.watching(new WatchHandlers(jobs, watchers, admissions)));
        var audit = new AuditHook(new Audit(jdbi));
        routes.addAll(Routes.keys(new KeyHandlers(keys, tokens), audit));
        var hook = new AuthHook(config.authEnabled(), keys, tokens, new Throttle(config.perimeter(), clock));
        Gauges.of(meters, database, ledgers, dispatcher, attendance, streams, watchers);
        var metrics = new Metrics(meters);
        routes.addAll(Routes.metrics(metrics, hook));
        routes.addAll(Routes.web(new WebHandlers(new Assets(), config.authEnabled())));
        var hooks = new HttpServer.Hooks(
                new Origins(config.authEnabled(), config.perimeter().corsOrigins()),
                hook,
                audit,
                keep(new Idempotency(jdbi, kept)),
                metrics);
        return new HttpServer(
                config.host(), config.port(), config.perimeter(), Routes.documented(routes, Version.CURRENT), hooks);
    }

    private EmbeddedWorkers embeddedWorkers(
            int port, Keys keys, Providers providers, ProviderMeters meters, Trials trials) {
        var host = config.host().equals("0.0.0.0") || config.host().equals("::") ? "127.0.0.1" : config.host();
        return new EmbeddedWorkers(
                URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port),
                config.authEnabled() ? keys.ownKey() : null,
                config.embeddedWorkers(),
                providerKeys(providers),
                config.providerNetworks(),
                meters::of,
                trials::giveBack);
    }

    /** The stored key of a model's provider, or the one in the variable it names, if this server may read that. */
    private Function<AssignedModel, Optional<String>> providerKeys(Providers providers) {
        return model -> providers
                .apiKey(model.provider())
                .or(() -> Optional.ofNullable(model.apiKeyEnv()).flatMap(config::providerKey));
    }

    private static void printAdminKey(String key) {
        System.out.println(
                "This server's administrator key, shown this once:\n\n  " + key
                        + "\n\nKeep it safe. Send it as \"Authorization: Bearer <key>\"; make further keys with POST /v1/keys.\n");
    }

    /** The port it listens on, which differs from the configured one when that is 0. */
    public int port() {
        if (http == null) {
            throw new IllegalStateException("the server is not started");
        }
        return http.port();
    }

    /** Remembers what to close; a server told to stop while it starts goes no further. */
    private <T extends AutoCloseable> T keep(T part) {
        opened.push(part);
        if (closing) {
            throw new CommandFailedException("Stopped while starting.");
        }
        return part;
    }

    /**
     * Says that it is not ready; after the configured delay ends what only waits, gives the trials of its workers back, stops taking
     * requests, finishes those it has, and closes the rest. Twice is harmless; a start under way is waited for.
     */
    @Override
    public void close() {
        closing = true;
        synchronized (this) {
            var server = http;
            if (server != null && !opened.isEmpty()) {
                server.drain();
                log.info("stopping; requests under way: {}", server.underWay());
                delay();
            }
            while (!opened.isEmpty()) {
                try {
                    opened.pop().close();
                } catch (Exception e) {
                    log.warn("a part of the server did not close; going on with the others", e);
                }
            }
        }
    }

    /** The time that load balancers need to see that the server is not ready any more. */
    private void delay() {
        try {
            TimeUnit.SECONDS.sleep(config.stopDelaySeconds());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

internal import Cluster
internal import ClusterLog
internal import ControlAPI
internal import Daemon
internal import DropFolder
internal import Model
internal import NearDuplicates
internal import Pipeline
internal import PostgresLog
internal import State
internal import Synchronization

/// A node on its connections to PostgreSQL, and what it hears of the others.
final class PostgresNode: ClusterPart {
  /// Seconds between two looks at the cluster.
  private static let reportPause = 3.0

  private let options: NodeOptions
  private let node: ClusterNode
  private let state: StateDirectory
  private let clock: any PipelineClock
  /// For what is neither offered nor decided: joining, and what nodes tell of themselves.
  private let log: PostgresLog
  private let heard = Mutex<LogStatus?>(nil)

  init(
    _ options: NodeOptions, connect: () -> PostgresLog, state: StateDirectory,
    settings: PipelineSettings,
    meter: StageMeter, clock: any PipelineClock,
    tell: @escaping @Sendable (_ line: String, _ isGood: Bool) -> Void
  ) throws {
    self.options = options
    self.state = state
    self.clock = clock
    log = connect()
    let name = options.identity.name
    node = try ClusterNode(
      options,
      connections: ClusterNode.Connections(
        offering: connect(), keeping: connect(), lease: connect(), emptying: connect()),
      state: state, settings: settings, meter: meter, clock: clock
    ) { note in
      switch note {
      case .lost(let why):
        tell(
          "\(why); files wait, searches go on with what is here. It goes on by itself once PostgreSQL answers",
          false)
      case .found: tell("the cluster's database answers", true)
      case .decides: tell("node \(name) decides for the cluster", true)
      case .decidesNoMore: tell("node \(name) does not decide any more", true)
      }
    }
  }

  var committer: any Committing { node.committer }

  var isDecider: Bool { node.standing.isDecider }

  func drain() { node.drain() }

  func run() async throws {
    let (log, identity) = (log, options.identity)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        try await self.node.run {
          try await log.join(identity, signatureFormat: Int16(Signature.formatVersion))
        }
      }
      group.addTask { try await self.report() }
      defer { group.cancelAll() }
      try await group.next()
    }
  }

  private func report() async throws {
    while true {
      let standing = node.standing
      do {
        try await log.report(
          NodeReport(
            decisions: standing.head.last.rawValue, openJobs: state.log.openJobCount,
            waiting: state.drop?.status.waiting.values.reduce(0, +) ?? 0,
            activity: standing.isDecider ? "decides" : "follows"), of: options.identity.name)
        let status = try await log.status()
        heard.withLock { $0 = status }
        node.note(pause: status.pause)
      } catch {
        // Whoever needs the log says that it is away.
      }
      try await clock.sleep(seconds: Self.reportPause)
    }
  }

  func status() -> StatusReport.Cluster {
    let standing = node.standing
    var cluster = StatusReport.Cluster(
      node: options.identity.name, roles: options.identity.roles.names,
      decisions: standing.head.last.rawValue)
    cluster.asOf = standing.time.map { WireTime(seconds: $0.milliseconds / 1_000) }
    cluster.decides = standing.isDecider
    if let absence = standing.absence {
      cluster.awaySince = WireTime(seconds: absence.since / 1_000)
      cluster.away = absence.detail
    }
    guard let heard = heard.withLock({ $0 }) else { return cluster }
    let last = heard.head.last.rawValue
    cluster.behind = last > cluster.decisions ? last - cluster.decisions : 0
    cluster.decider = heard.leaseSeconds > 0 ? heard.holder : nil
    cluster.pause = heard.pause.isEmpty ? nil : heard.pause
    cluster.nodes = heard.nodes.map { node in
      var shown = StatusReport.Cluster.Node(
        name: node.name, roles: node.roles.names, version: node.version,
        secondsAgo: node.silence.rounded(),
        openOffers: Int(node.offered - min(node.answered, node.offered)))
      shown.hasLeft = node.hasLeft
      shown.decisions = node.report?.decisions
      shown.activity = node.report?.activity
      return shown
    }
    return cluster
  }
}

internal import ControlAPI
internal import Presentation

/// What the verdict rests on; little enough to be looked at with every heartbeat.
struct StatusCondition {
  var phase: StatusReport.Verdict
  var openJobs = 0
  var waiting = 0
  var stuck = 0
  /// Files that lie in quarantine now; what was handed back counts no more.
  var quarantined = 0
  var disk: StatusReport.Disk?
  /// What is known about why no daemon answers, or how far its start is.
  var detail: String?
  /// What a stage waits for; of interest during the start, which has nothing else to show for it.
  var waitsFor: String?
  /// Why the configuration could not be read again, so that the old one goes on.
  var refusedSettings: String?
  /// Sources that are not as they were. They ask for no attention here: winnow works.
  var troubledSources = 0
  /// What is wrong with the state, with the command that is right.
  var problem: String?
  /// A stage that holds work and does not move, in a sentence.
  var standstill: String?
  /// Nil on a single machine.
  var cluster: StatusReport.Cluster?

  /// The one word, and what it means for the reader.
  var judgement: (verdict: StatusReport.Verdict, message: String) {
    switch phase {
    case .stopped:
      if let problem { return (.stopped, "No daemon runs. \(problem)") }
      return (
        .stopped,
        detail ?? "No daemon runs on this state. Start it with: systemctl start winnowd"
      )
    case .unknown:
      return (.unknown, detail ?? "This cannot be told. Look at: journalctl -u winnowd")
    case .draining: return (.draining, "Stopping: what is under way is being finished.")
    case .starting:
      let step = detail ?? "the journal is being read"
      guard let waitsFor else { return (.starting, "Starting: \(step).") }
      return (
        .attention,
        "The start waits for \(waitsFor), and goes on by itself once that is there: \(step)."
      )
    case .idle, .working, .attention: return running
    }
  }

  /// Whether files are taken: the state is recovered and whole, and the disk is not full.
  var readiness: Readiness {
    let message = judgement.message
    return switch phase {
    case .starting, .draining, .stopped, .unknown: Readiness(message: message, obstacle: message)
    case .idle, .working, .attention: Readiness(message: message, obstacle: obstruction)
    }
  }

  /// What keeps a running daemon from taking files.
  private var obstruction: String? {
    if let problem { return problem }
    guard let disk, disk.freeBytes < disk.lowWaterBytes else { return nil }
    if disk.totalBytes <= disk.lowWaterBytes {
      return
        "The disk is smaller than the low-water mark: nothing is ever taken. Lower disk.low_water in the"
        + " configuration and run: systemctl reload winnowd"
    }
    return
      "The disk is nearly full: nothing new is taken until there is more space than the low-water"
      + " mark. Free some space; it goes on by itself."
  }

  private var running: (verdict: StatusReport.Verdict, message: String) {
    if let obstruction { return (.attention, obstruction) }
    if let standstill { return (.attention, standstill) }
    if let away { return (.attention, away) }
    if let refusedSettings {
      return (
        .attention,
        "The configuration could not be read again, and the old one goes on: \(refusedSettings)."
          + " Correct it, then run: systemctl reload winnowd"
      )
    }
    if quarantined > 0 {
      let files = quarantined == 1 ? "1 file was" : "\(quarantined) files were"
      return (
        .attention,
        "\(files) set aside. Look at \(quarantined == 1 ? "it" : "them") with: winnow quarantine"
      )
    }
    if stuck > 0 {
      let files = stuck == 1 ? "1 file or folder cannot" : "\(stuck) files or folders cannot"
      return (.attention, "\(files) be taken out of the inbox; what to do is said below.")
    }
    if openJobs > 0 || waiting > 0 {
      let files = openJobs == 1 ? "1 file" : "\(openJobs) files"
      return (.working, "\(files) in work, \(waiting) waiting.\(sources)")
    }
    return (.idle, "Everything that was dropped has been dealt with.\(sources)")
  }

  /// What is said while a cluster's database does not answer. Files are taken all the same.
  private var away: String? {
    guard let cluster, let since = cluster.awaySince else { return nil }
    let asOf = cluster.asOf.map { ", decided until \(LocalTime.text(seconds: $0.seconds))" } ?? ""
    let (count, why) = (cluster.decisions, cluster.away ?? "no answer")
    return
      "The cluster's database does not answer since \(LocalTime.text(seconds: since.seconds)): files are taken and"
      + " wait for it, and searches know the \(count) decisions that are here\(asOf). It goes on by itself;"
      + " look at PostgreSQL: \(why)."
  }

  private var sources: String {
    switch troubledSources {
    case 0: ""
    case 1: " 1 source is not as usual; see below."
    default: " \(troubledSources) sources are not as usual; see below."
    }
  }
}

internal import ControlAPI
internal import Configuration
internal import Dispatch
internal import FoundationEssentials
internal import Ledger
internal import Monitoring
internal import Presentation
internal import SearchIndex
internal import State
internal import Storage
internal import Synchronization
internal import WebPages

/// What pages are made of: the state's ledger and index, read beside a running daemon or without one, and
/// the daemon's own word where it answers.
final class WebState: Sendable {
  let deployment: Deployment
  private let opened = Mutex<(generation: Generation, catalogue: Catalogue)?>(nil)
  private let lineages = Mutex<[LineageKey: (lineage: StoryLineage, isPending: Bool)]>([:])
  private let queue = DispatchQueue(label: "winnow.web.lineage", qos: .utility)

  /// Articles of a story whose lineage is found while its reader waits.
  private static let promptLimit = 25
  /// Stories whose lineage is kept.
  private static let lineageLimit = 32

  private struct LineageKey: Hashable {
    var story: String
    var count: Int
    var last: String
  }

  init(deployment: Deployment) { self.deployment = deployment }

  /// The reader of the state, opened anew after a rebuild.
  ///
  /// Throws `PipelineFailure`, and what the disk says.
  func catalogue() throws -> Catalogue {
    let generation = try Generation.current(of: deployment.paths, on: POSIXFileSystem())
    return try opened.withLock { opened in
      if let opened, opened.generation == generation { return opened.catalogue }
      let catalogue = try Catalogue.open(deployment.paths)
      // The first search reads statements and lists in that all others find ready; it would take the
      // time of a reader's answer, and leave hits out for it.
      if let latest = try? SearchRequest(parameters: SearchPage.latest) {
        _ = try? catalogue.search(latest, time: .patient)
      }
      opened = (generation, catalogue)
      return catalogue
    }
  }

  /// The lineage of a story; the same is not found twice.
  ///
  /// That of a large story takes seconds: it is found meanwhile, and the answer is without steps and says
  /// so, until it is there.
  func lineage(
    of rows: [ArticleRow], in catalogue: Catalogue
  ) throws -> (lineage: StoryLineage, isPending: Bool) {
    let key = LineageKey(
      story: rows.first?.id ?? "", count: rows.count, last: rows.last?.id ?? "")
    if let known = lineages.withLock({ $0[key] }) { return (known.lineage, known.isPending) }
    let documents = try rows.map(catalogue.document(for:))
    guard rows.count > Self.promptLimit else {
      let lineage = StoryLineage(of: documents)
      keep(lineage, as: key, isPending: false)
      return (lineage, false)
    }
    let lineage = StoryLineage(of: documents, findsGraph: false)
    keep(lineage, as: key, isPending: true)
    // One story at a time: nobody's pages may take the machine from the daemon.
    queue.async { self.keep(StoryLineage(of: documents), as: key, isPending: false) }
    return (lineage, true)
  }

  private func keep(_ lineage: StoryLineage, as key: LineageKey, isPending: Bool) {
    lineages.withLock { lineages in
      if lineages.count >= Self.lineageLimit { lineages = lineages.filter { $0.value.isPending } }
      lineages[key] = (lineage, isPending)
    }
  }

  /// How things stand: the daemon's answer, or what the files tell where none answers.
  func status() -> StatusReport {
    var absence = DaemonAbsence.noAnswer
    do {
      let client = ControlClient(socketPath: deployment.socket.string, timeLimit: .seconds(2))
      return try StatusReport(json: Data(client.get("/status")))
    } catch ControlError.notRunning {
      absence = DaemonAbsence.ofState(deployment.paths)
    } catch ControlError.notAllowed {
      absence = .notAllowed
    } catch {}
    return StatusBuilder(deployment: deployment)
      .report(ledger: try? catalogue().ledger, live: nil, absence: absence)
  }
}

internal import Configuration
internal import ControlAPI
internal import DropFolder
internal import FoundationEssentials
internal import Ledger
internal import Model
internal import Presentation
internal import State
internal import Storage
internal import WebPages
internal import WebServer

extension WebHandler {
  private static let quarantineLimit = 200
  private static let recentCount = 12
  private static let filesOnPage = 50
  /// Articles of one file that its page leads to.
  private static let articlesOfFile = 50
  /// Files whose paths are compared with a part of one, the newest: some 100 ms.
  private static let lookedAtLimit = 20_000
  private static let lookedAtStep = 500

  /// The page of operations as things stand.
  static func operationsPage(
    _ report: StatusReport, _ samples: [StatusSample], of state: WebState
  ) -> OperationsPage {
    let catalogue = try? state.catalogue()
    return OperationsPage(
      report: report, samples: samples,
      quarantine: catalogue.flatMap { try? quarantine(in: $0, state) } ?? [],
      recent: catalogue.flatMap {
        try? $0.ledger.jobs(outcome: nil, reason: nil, before: nil, limit: recentCount)
      } ?? [])
  }

  private static func quarantine(
    in catalogue: Catalogue, _ state: WebState
  ) throws -> [QuarantinedFile] {
    let files = POSIXFileSystem()
    let spool = Spool(root: state.deployment.paths.spool)
    return try catalogue.ledger.jobs(
      outcome: .quarantined, reason: nil, before: nil, limit: quarantineLimit
    ).filter { (try? files.exists(spool.quarantinePath($0.id))) ?? false }
      .map { job in
        QuarantinedFile(job: job, isKept: (try? files.exists(spool.keptPath(job.id))) ?? false)
      }
  }

  func operations() -> HTTPResponse {
    let (report, samples) = watch.current()
    return page(Self.operationsPage(report, samples, of: state).document(context))
  }

  /// What changes on that page, as it changes.
  func live() -> HTTPResponse {
    guard let stream = watch.watch() else {
      return page([], status: 503, [("Retry-After", "5")])
    }
    var answer = plain(
      Array("retry: 2000\n\n".utf8), "text/event-stream", [("X-Accel-Buffering", "no")])
    answer.stream = stream
    return answer
  }

  func files(_ request: HTTPRequest) throws -> HTTPResponse {
    let catalogue = try state.catalogue()
    func given(_ name: String) -> String? { request[name].flatMap { $0.isEmpty ? nil : $0 } }
    let outcome = given("outcome").flatMap(Outcome.init(rawValue:))
    let reason = given("reason").flatMap(RefusalReason.init(rawValue:))
    var jobs: [JobRow]
    var lookedAtCount: Int?
    if let name = given("name") {
      jobs = try catalogue.ledger.jobs(forFile: Array(name.utf8))
      if jobs.isEmpty, case .found(let job) = try catalogue.ledger.job(id: name) { jobs = [job] }
      jobs = jobs.filter {
        (outcome == nil || $0.outcome == outcome)
          && (reason == nil || $0.reason == reason?.rawValue)
      }
      if jobs.isEmpty {
        (jobs, lookedAtCount) = try newestFiles(
          matching: FileNamePattern(name), outcome, reason, in: catalogue.ledger)
      }
    } else {
      jobs = try catalogue.ledger.jobs(
        outcome: outcome, reason: reason?.rawValue, before: given("before"),
        limit: Self.filesOnPage + 1)
    }
    var shown = FilesPage(
      jobs: Array(jobs.prefix(Self.filesOnPage)), outcome: outcome?.rawValue, reason: reason,
      name: given("name"), hasMore: jobs.count > Self.filesOnPage)
    shown.lookedAtCount = lookedAtCount
    return page(shown.document(context))
  }

  /// The newest files whose paths match, and how many were looked at where that were not all.
  private func newestFiles(
    matching pattern: FileNamePattern, _ outcome: Outcome?, _ reason: RefusalReason?,
    in ledger: any LedgerReader
  ) throws -> (jobs: [JobRow], lookedAtCount: Int?) {
    var found: [JobRow] = []
    var before: String?
    var count = 0
    while count < Self.lookedAtLimit {
      let jobs = try ledger.jobs(
        outcome: outcome, reason: reason?.rawValue, before: before, limit: Self.lookedAtStep)
      for job in jobs where pattern.matches(job.file) {
        found.append(job)
        if found.count > Self.filesOnPage { return (found, nil) }
      }
      count += jobs.count
      before = jobs.last?.id
      if jobs.count < Self.lookedAtStep { return (found, nil) }
    }
    return (found, count)
  }

  /// What became of one file.
  func file(_ id: String) throws -> HTTPResponse {
    let catalogue = try state.catalogue()
    guard case .found(let job) = try catalogue.ledger.job(id: id) else {
      return missing("There is no such file", "It is on record under no such id.")
    }
    let rows = try catalogue.ledger.articles(ofJob: job.id, limit: Self.articlesOfFile)
    if let row = rows.first, rows.count == 1, job.counts.isEmpty {
      return redirect(WebLink.article(row.id))
    }
    let files = POSIXFileSystem()
    let spool = Spool(root: state.deployment.paths.spool)
    let isAside =
      job.outcome == .quarantined && ((try? files.exists(spool.quarantinePath(job.id))) ?? false)
    let isKept = (try? files.exists(spool.keptPath(job.id))) ?? false
    var shown = ExplanationPage(
      title: TerminalText.safe(job.file), explanation: Explanation(of: job),
      next: ("/files", "All files"),
      job: isAside ? QuarantinedFile(job: job, isKept: isKept) : nil)
    shown.isFile = true
    shown.articles = rows.map { (WebLink.article($0.id), $0.article.headline ?? "(no headline)") }
    if job.outcome == .rejected || job.outcome == .quarantined {
      let word = job.outcome == .rejected ? "Refused" : "Set aside"
      let why = [job.reason, job.detail].compactMap { $0 }.joined(separator: ": ")
      shown.outcome = (why.isEmpty ? word : "\(word), \(why)", job.remedy)
    }
    return page(shown.document(context))
  }

  /// `POST /quarantine/ACTION?job=ID`: by the daemon where one runs, by this process otherwise.
  func decide(_ name: String, _ request: HTTPRequest) throws -> HTTPResponse {
    let ids = request.values(of: "job")
    guard let action = QuarantineDesk.Action(rawValue: name), !ids.isEmpty, !ids.contains("") else {
      return missing()
    }
    if action == .discard, request["sure"] != "true" {
      let jobs = try ids.compactMap { id -> JobRow? in
        guard case .found(let job) = try state.catalogue().ledger.job(id: id) else { return nil }
        return job
      }
      return jobs.isEmpty ? missing() : page(DiscardPage(jobs: jobs).document(context))
    }
    var report = QuarantineDesk.Report()
    do {
      let client = ControlClient(
        socketPath: state.deployment.socket.string, timeLimit: .seconds(30))
      let target = QuarantineAnswer.target(action.rawValue, on: ids, orAllFor: nil)
      let answer = try QuarantineAnswer(json: Data(client.post(target)))
      (report.done, report.failed) = (answer.done, answer.failed)
    } catch ControlError.notRunning {
      do {
        report = try QuarantineDesk(
          state.deployment.paths, ledger: state.catalogue().ledger, files: POSIXFileSystem(),
          clock: SystemClock()
        ).run(action, on: ids, orAllFor: nil)
      } catch { report.failed = ["\(error)"] }
    } catch ControlError.refused(403, _) {
      report.failed = [
        "this user may not have the daemon change anything: become a member of the group that the setting control.group names"
      ]
    } catch {
      report.failed = [
        "the daemon gave no usable answer (\(error)); look at: journalctl -u winnowd"
      ]
    }
    if report.failed.isEmpty {
      watch.lookAgain()
      return redirect("/operations")
    }
    return page(
      MessagePage(
        headline: "That could not be done", text: "The daemon says:",
        lines: report.failed.map { TerminalText.safe($0) }, next: ("/operations", "Operations")
      ).document(context), status: 409)
  }
}

import Foundation
import Ledger
import Storage
import Testing
import WinnowCommands

@Suite struct OperatingTests {
  @Test("audit --read-data reads a part of the originals, also while the state is held")
  func auditParts() async throws {
    let state = try await SampleState.copy()
    let lock = try POSIXFileSystem().lock(FilePath(state.path + "/lock"), holder: "the test")
    var count = 0
    for number in 1...4 {
      let run = try await winnow("audit", "--read-data", "\(number)/4", "--state", state.path)
      #expect(run.status == .success, "\(run.error)")
      #expect(run.lines.last == "Each is as it came.")
      let words = run.lines[0].split(separator: " ")
      #expect(run.lines[0].hasPrefix("part \(number) of 4: "))
      count += Int(words[4]) ?? 0
    }
    let all = try await winnow("audit", "--read-data", "1/1", "--state", state.path)
    #expect(all.lines[0].hasPrefix("part 1 of 1: \(count) original"))
    let today = try await winnow("audit", "--read-data", "today/30", "--state", state.path)
    #expect(today.status == .success)
    withExtendedLifetime(lock) {}
    // The last byte of a record is of its checksum.
    let segment = state.folder.path("state/spool/archive/0000000/0000000001.warc.zst")
    var bytes = try Data(contentsOf: URL(filePath: segment))
    bytes[bytes.count - 6] ^= 1
    try bytes.write(to: URL(filePath: segment))
    let broken = try await winnow("audit", "--read-data", "1/1", "--json", "--state", state.path)
    #expect(broken.status == .attention)
    #expect(try broken.objects().map { $0["kind"] as? String } == ["original-damaged"])
  }

  @Test(
    "a part that is none is a usage error",
    arguments: ["0/30", "31/30", "7", "7/0", "/30", "today", "x/30", "1/30/2", "1/10001", "-1/30"])
  func auditPartUsage(_ part: String) async throws {
    let run = try await winnow("audit", "--read-data=\(part)")
    #expect(run.status == .usage)
    #expect(run.error.contains("today/30"), "\(run.error)")
  }

  @Test("status without a daemon says so first, counts what there is, and ends with 3")
  func status() async throws {
    let state = try await SampleState.shared()
    let run = try await winnow("status", "--state", state.path)
    #expect(run.status == .daemonDown)
    #expect(run.lines[0].hasPrefix("STOPPED  No daemon runs on this state."))
    #expect(run.output.contains("articles  7 in "))
    #expect(run.output.contains("rejected: empty"))
    let json = try await winnow("status", "--json", "--state", state.path)
    #expect(json.status == .daemonDown)
    let object = try #require(try json.objects().first)
    #expect(object["verdict"] as? String == "stopped")
    #expect(object["articles"] as? Int == 7)
  }

  @Test("jobs lists what became of each file, newest first; --outcome, --reason and --limit choose")
  func jobs() async throws {
    let state = try await SampleState.shared()
    let run = try await winnow("jobs", "--state", state.path)
    #expect(run.status == .success)
    #expect(run.output.contains("rejected: empty"))
    func chosen(_ words: String...) async throws -> [[String: Any]] {
      try await CommandRun.of(["jobs", "--json", "--state", state.path] + words).objects()
    }
    let all = try await chosen()
    #expect(all.count == SampleFiles.all.count + 1)
    let ids = all.compactMap { $0["job"] as? String }
    #expect(ids == ids.sorted(by: >))
    #expect(try await chosen("--limit", "2").count == 2)
    #expect(try await chosen("--outcome", "rejected").count == 1)
    #expect(try await chosen("--reason", "empty").count == 1)
    #expect(try await chosen("--reason", "nothing").isEmpty)
  }

  @Test("an outcome that does not exist is a usage error that names it")
  func jobsUsage() async throws {
    let state = try await SampleState.shared()
    let run = try await winnow("jobs", "--outcome", "lost", "--state", state.path)
    #expect(run.status == .usage)
    #expect(run.error.hasPrefix("winnow: --outcome lost: there is no such outcome; known are: "))
  }

  /// A state with the link's job in quarantine, as the daemon leaves it.
  private func quarantined() async throws -> (state: SampleState, job: String) {
    let state = try await SampleState.copy()
    let jobs = try await winnow("jobs", "--json", "--outcome", "quarantined", "--state", state.path)
    let job = try #require(try jobs.objects().first?["job"] as? String)
    _ = try state.folder.write("state/spool/quarantine/\(job)", "what was set aside")
    return (state, job)
  }

  @Test("quarantine lists what is set aside, says how to try again, and ends with 1; empty with 0")
  func quarantine() async throws {
    let (state, job) = try await quarantined()
    let run = try await winnow("quarantine", "--state", state.path)
    #expect(run.status == .attention)
    #expect(run.lines[0].hasPrefix("1 file  not-a-file: "))
    #expect(run.lines[1].hasPrefix("  \(job)  "))
    #expect(run.output.contains("lies in “\(state.path)/spool/quarantine/\(job)”"))
    #expect(run.output.contains("winnow retry --state \(state.path) ID"))
    let json = try await winnow("quarantine", "--json", "--state", state.path)
    #expect(try json.objects().map { $0["job"] as? String } == [job])
    let none = try await winnow("quarantine", "--state", SampleState.shared().path)
    #expect(none.status == .success)
    #expect(none.output == "Nothing is set aside.\n")
  }

  @Test("a file is listed as soon as it lies there, also while its job waits for its turn")
  func quarantineBeforeLedger() async throws {
    let state = try await SampleState.copy()
    let job = "01ARZ3NDEKTSV4RRFFQ69G5FAV"
    _ = try state.folder.write("state/spool/quarantine/\(job)", "too much")
    _ = try state.folder.write(
      "state/spool/quarantine/\(job).reason.json",
      """
      {"job": "\(job)", "file": "wire/big.jsonl", "outcome": "quarantined", "reason": "too-large",
       "detail": "It has 8 bytes.", "remedy": "Split it.", "size": 8, "mtime": 1, "time": 1900000000}
      """)
    let run = try await winnow("quarantine", "--state", state.path)
    #expect(run.status == .attention && run.output.contains("wire/big.jsonl"), "\(run.output)")
    #expect(run.lines[0] == "1 file  too-large: Split it.")
    let json = try await winnow("quarantine", "--json", "--state", state.path)
    #expect(try json.objects().map { $0["job"] as? String } == [job])
    let retry = try await winnow("retry", job, "--state", state.path)
    #expect(retry.status == .attention && retry.error.contains("try again in a moment"))
  }

  @Test("the original of what was set aside is said to lie there")
  func originalAside() async throws {
    let (state, job) = try await quarantined()
    // As of a file that was read before it was set aside: its digest is on record.
    let ledger = try SQLiteLedger(path: state.path + "/ledger.sqlite")
    guard case .found(var row) = try ledger.job(id: job) else {
      Issue.record("no job \(job)")
      return
    }
    row.digest = "sha256:" + String(repeating: "ab", count: 32)
    try ledger.apply(LedgerBatch(appliedLSN: try ledger.appliedLSN() + 1, jobs: [row]))
    try ledger.close()
    let run = try await winnow("original", job, "--state", state.path)
    #expect(run.status == .attention)
    #expect(run.error.contains("was set aside") && run.error.contains("quarantine/\(job)"))
  }

  @Test("retry hands a file back to the inbox by its job's id or by its reason, once")
  func retry() async throws {
    let (state, job) = try await quarantined()
    let run = try await winnow("retry", job, "--state", state.path)
    #expect(run.status == .success)
    #expect(run.output.hasPrefix("\(job) is in the inbox again as "))
    let audit = try await winnow("audit", "--state", state.path)
    #expect(audit.status == .success, "\(audit.output)")
    let again = try await winnow("retry", "--reason", "not-a-file", "--state", state.path)
    #expect(again.status == .attention)
    #expect(again.error == "winnow: nothing of that is set aside any more\n")
  }

  @Test(
    "what was set aside is discarded or kept, by id or by reason, and asks no more",
    arguments: ["--discard", "--keep"], [true, false])
  func decide(_ option: String, byReason: Bool) async throws {
    let (state, job) = try await quarantined()
    let choice = byReason ? ["--reason", "not-a-file"] : [job]
    let run = try await CommandRun.of(["quarantine", option] + choice + ["--state", state.path])
    #expect(run.status == .success, "\(run.error)")
    #expect(
      run.output.hasPrefix(option == "--keep" ? "\(job) is kept as " : "\(job) is discarded: "))
    let list = try await winnow("quarantine", "--state", state.path)
    #expect(list.status == .success)
    #expect(list.output.contains("(kept)") == (option == "--keep"))
    let audit = try await winnow("audit", "--state", state.path)
    #expect(!audit.output.contains("quarantine-lacks"))
    let retry = try await winnow("retry", job, "--state", state.path)
    #expect(retry.status == (option == "--keep" ? .success : .attention))
  }

  @Test("a member of a container stands for its file; what is not set aside is told what to do")
  func members() async throws {
    let (state, job) = try await quarantined()
    let kept = try await winnow("quarantine", "--keep", job + "-7", "--state", state.path)
    #expect(kept.output.hasPrefix("\(job) is kept"))
    let other = try await winnow("retry", state.id("5-lines.jsonl"), "--state", state.path)
    #expect(other.status == .attention)
    #expect(other.error.contains("is not set aside, its outcome is indexed"))
    #expect(other.error.contains("winnow original"))
  }

  @Test("retry where nothing was ever set aside says so; it complains of no missing folder")
  func retryNothing() async throws {
    let state = try await SampleState.shared()
    let run = try await winnow("retry", "--reason", "not-a-file", "--state", state.path)
    #expect(run.status == .attention)
    #expect(run.error == "winnow: nothing of that is set aside any more\n")
  }

  @Test(
    "retry and forget want one of their two ways to choose",
    arguments: [
      ["retry"], ["retry", "ID", "--reason", "poison"], ["forget"], ["forget", "ID", "--url", "U"],
      ["quarantine", "--keep"], ["quarantine", "ID"], ["quarantine", "--keep", "--discard", "ID"],
    ])
  func usage(_ words: [String]) async throws {
    let run = try await CommandRun.of(words + ["--state", SampleState.shared().path])
    #expect(run.status == .usage)
    #expect(run.error.hasPrefix("winnow: give "))
  }

  @Test("forget by URL takes the article from export, search and archive, and says what it took")
  func forget() async throws {
    let state = try await SampleState.copy()
    let id = try state.id("3-page.html")
    let run = try await winnow(
      "forget", "--url", "https://corvane.example/ferry", "--why", "asked for by its author",
      "--state", state.path)
    #expect(run.status == .success, "\(run.error)")
    #expect(run.output.contains(id))
    #expect(try await winnow("show", id, "--state", state.path).status == .attention)
    #expect(try await winnow("search", "ferry", "--state", state.path).status == .attention)
    let original = try await winnow("original", id, "--state", state.path)
    #expect(original.status != .success && original.output.isEmpty)
    #expect(original.error.contains("forgotten"))
    let dump = try await winnow("journal", "dump", "--state", state.path)
    #expect(dump.output.contains("asked for by its author"))
    let explained = try await winnow("explain", id, "--state", state.path)
    #expect(explained.output.contains("Taken out"))
    #expect(explained.output.contains("asked for by its author"))
    let none = try await winnow(
      "forget", "--url", "https://corvane.example/none", "--state", state.path)
    #expect(none.status == .attention)
    #expect(none.error == "winnow: there is no article with that URL\n")
  }

  @Test(
    "forget --dry-run names what would go and changes nothing; copies go where they are asked for")
  func forgetDryRun() async throws {
    let state = try await SampleState.copy()
    let before = try await winnow("export", "--state", state.path).output
    let run = try await winnow(
      "forget", "--url", "https://corvane.example/ferry", "--copies", "--dry-run", "--state",
      state.path)
    #expect(run.status == .success && run.output.contains("would be forgotten"))
    #expect(try await winnow("export", "--state", state.path).output == before)
    let unknown = try await winnow("forget", "--source", "nobody", "--state", state.path)
    #expect(
      unknown.status == .attention
        && unknown.error.contains("winnow status --state \(state.path) names the sources"))
  }

  @Test("of an article of a container the text stays in the original, and everything says so")
  func forgetOfContainer() async throws {
    let state = try await SampleState.copy()
    let ids = try #require(state.ids["5-lines.jsonl"])
    let job = String(ids[0].prefix { $0 != "-" })
    let others =
      "2 other articles need (\(ids[0]), \(ids[2])): winnow forget --state \(state.path) --job \(job)"
    let planned = try await winnow("forget", ids[1], "--dry-run", "--state", state.path)
    #expect(planned.output.contains(others), "\(planned.output)")
    let done = try await winnow("forget", ids[1], "--state", state.path)
    #expect(done.output.contains("its text stays in the original") && done.output.contains(others))
    let explained = try await winnow("explain", ids[1], "--state", state.path)
    #expect(explained.output.contains(others), "\(explained.output)")
    #expect(!explained.output.contains("Nothing of it is left"))
    #expect(try await winnow("original", ids[0], "--state", state.path).output.contains("theatre"))
    // The whole file by its job: what the sentences name.
    let rest = try await winnow("forget", "--job", job, "--state", state.path)
    #expect(
      rest.status == .success && rest.output.contains("gone from the archive"), "\(rest.error)")
    let after = try await winnow("explain", ids[1], "--state", state.path)
    #expect(after.output.contains("Nothing of it is left"), "\(after.output)")
  }

  @Test(
    "the whole id of a job stands for all its articles; a shorter one that begins several does not")
  func forgetJob() async throws {
    let state = try await SampleState.copy()
    let ids = try #require(state.ids["5-lines.jsonl"])
    let job = String(ids[0].prefix { $0 != "-" })
    let short = try await winnow("forget", String(job.dropLast(4)), "--state", state.path)
    #expect(short.status == .attention && short.error.contains("begins several ids"))
    #expect(short.error.contains("--job"))
    let run = try await winnow("forget", job, "--state", state.path)
    #expect(run.status == .success, "\(run.error)")
    for id in ids { #expect(run.output.contains("\(id) is forgotten")) }
    let again = try await winnow("forget", "--job", job, "--state", state.path)
    #expect(again.status == .attention && again.error.contains("no article of the job"))
  }

  @Test("the id of a container's record begins no other id: a takedown asked for twice takes one")
  func forgetTwice() async throws {
    let folder = try TemporaryFolder()
    let lines = (1...11).map { number in
      let words = [
        "quay", "mill", "ridge", "harbour", "tower", "meadow", "orchard", "canal", "abbey",
      ]
      let own = (0..<40).map { "\(words[($0 * number + number) % 9])\(number * 7 + $0)" }
      return
        #"{"title":"Report \#(number)","text":"\#(own.joined(separator: " ")) was said on Monday."}"#
    }
    let file = try folder.write("many.jsonl", lines.joined(separator: "\n"))
    _ = try await winnow("ingest", file, "--state", folder.path("state"))
    let exported = try await winnow("export", "--state", folder.path("state")).objects()
    let ids = exported.compactMap { $0["id"] as? String }
    let first = try #require(ids.first { $0.hasSuffix("-1") })
    #expect(ids.contains(first + "0") && ids.count == 11)
    #expect(try await winnow("forget", first, "--state", folder.path("state")).status == .success)
    let again = try await winnow("forget", first, "--state", folder.path("state"))
    #expect(again.status == .attention, "\(again.output)")
    #expect(try await winnow("show", first, "--state", folder.path("state")).status == .attention)
    #expect(try await winnow("export", "--state", folder.path("state")).lines.count == 10)
  }

  @Test(
    "forget --url takes the article at any spelling of its address, and says what is like it or a copy",
    arguments: [
      "http://corvane.example/ferry", "https://corvane.example/ferry/",
      "https://CORVANE.example:443/ferry?utm_source=x&fbclid=1",
      "https://corvane.example/ferry#top",
      "corvane.example/ferry",
    ])
  func forgetNormalForm(_ url: String) async throws {
    let state = try await SampleState.shared()
    let run = try await winnow("forget", "--url", url, "--dry-run", "--state", state.path)
    #expect(run.status == .success, "\(run.error)")
    #expect(try run.output.contains(state.id("3-page.html")))
  }

  @Test("forget says which addresses are like the one that is not there, and which copies stay")
  func forgetHints() async throws {
    let state = try await SampleState.shared()
    let near = try await winnow(
      "forget", "--url", "https://www.corvane.example/Ferry?page=2", "--dry-run", "--state",
      state.path)
    #expect(near.status == .attention)
    #expect(near.error.contains("https://corvane.example/ferry"))
    #expect(try near.error.contains(state.id("3-page.html")))
    let copied = try await winnow(
      "forget", try state.id("1-ellison.txt"), "--dry-run", "--state", state.path)
    #expect(copied.status == .success)
    #expect(copied.output.contains("stays") || copied.output.contains("stay ("))
    #expect(try copied.output.contains(state.id("2-again.txt")))
    #expect(copied.output.contains("--copies"))
    let all = try await winnow(
      "forget", try state.id("1-ellison.txt"), "--copies", "--dry-run", "--state", state.path)
    #expect(!all.output.contains("--copies"))
  }

  @Test("audit of a sound state says so; an original that is gone is named with what to do")
  func audit() async throws {
    let state = try await SampleState.copy()
    let sound = try await winnow("audit", "--state", state.path)
    #expect(sound.status == .success, "\(sound.output)")
    #expect(sound.output.contains("Everything is in order."))
    try FileManager.default.removeItem(
      at: state.folder.url("state/spool/archive/0000000/0000000001.warc.zst"))
    let run = try await winnow("audit", "--all", "--state", state.path)
    #expect(run.status == .attention)
    #expect(run.output.contains("3-page.html"))
    #expect(run.output.contains("winnow forget"))
  }

  @Test("rebuild makes the same articles with the same ids and decisions")
  func rebuild() async throws {
    let state = try await SampleState.copy()
    let before = try await winnow("export", "--state", state.path).output
    try FileManager.default.removeItem(at: state.folder.url("state/index"))
    let run = try await winnow("rebuild", "--state", state.path)
    #expect(run.status == .success, "\(run.error)")
    #expect(run.lines[0].hasPrefix("7 articles of "))
    #expect(try await winnow("export", "--state", state.path).output == before)
    #expect(try await winnow("search", "ferry", "--state", state.path).status == .success)
  }

  @Test("journal verify of a whole log ends with 0, dump prints every record as an object")
  func journal() async throws {
    let state = try await SampleState.copy()
    let verify = try await winnow("journal", "verify", "--state", state.path)
    #expect(verify.status == .success)
    #expect(verify.lines.last == "the log is whole")
    let dump = try await winnow("journal", "dump", "--state", state.path).objects()
    let kinds = Set(dump.compactMap { $0["entry"] as? String })
    #expect(kinds.isSuperset(of: ["claiming", "decided", "finished"]))
    let salvage = try await winnow("journal", "salvage", "--state", state.path)
    #expect(salvage.status == .success)
    #expect(salvage.output.contains("nothing was changed"))
  }

  @Test("a damaged record in the middle of the log ends verify with 65; salvage lists what is lost")
  func damaged() async throws {
    let state = try await SampleState.copy()
    try state.damageFirstSegment()
    let verify = try await winnow("journal", "verify", "--state", state.path)
    #expect(verify.status == .damaged)
    let refused = try await winnow(
      "ingest", state.folder.path("none"), "--state", state.path)
    #expect(refused.status == .damaged)
    #expect(refused.error.contains("winnow journal salvage"))
    let salvage = try await winnow("journal", "salvage", "--state", state.path)
    #expect(salvage.status == .success)
    #expect(salvage.output.contains("winnow audit"))
    #expect(try await winnow("journal", "verify", "--state", state.path).status == .success)
  }

  @Test(
    "a command that changes a state which another process holds ends with 75 and names it",
    arguments: [["forget", "ID"], ["rebuild"], ["ingest", "/nothing"]])
  func held(_ words: [String]) async throws {
    let state = try await SampleState.copy()
    let lock = try POSIXFileSystem().lock(FilePath(state.path + "/lock"), holder: "the test")
    let words = try words.map { try $0 == "ID" ? state.id("3-page.html") : $0 }
    let run = try await CommandRun.of(words + ["--state", state.path])
    #expect(run.status == .tryLater)
    #expect(run.error.contains("the test"))
    withExtendedLifetime(lock) {}
  }

  @Test(
    "a command on a folder that holds no state ends with 4 and says so",
    arguments: [
      ["export"], ["search", "word"], ["show", "ID"], ["jobs"], ["audit"], ["rebuild"],
      ["journal", "verify"], ["journal", "dump"],
    ])
  func noState(_ words: [String]) async throws {
    let folder = try TemporaryFolder()
    let run = try await CommandRun.of(words + ["--state", folder.root])
    #expect(run.status == .cannotTell)
    #expect(run.error.contains("holds no winnow state yet"))
    #expect(run.output.isEmpty)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.root).isEmpty)
  }

  @Test("the original of a forgotten article is not damaged: it was forgotten, and why is said")
  func originalOfForgotten() async throws {
    let state = try await SampleState.copy()
    let id = try state.id("3-page.html")
    _ = try await winnow("forget", id, "--why", "asked for by its author", "--state", state.path)
    let run = try await winnow("original", id, "--state", state.path)
    #expect(run.status == .attention)
    #expect(run.error.contains("was forgotten (asked for by its author)"))
  }

  @Test(
    "a configuration with a fault keeps nobody from looking, and from working only what needs it")
  func faultyConfiguration() async throws {
    let state = try await SampleState.copy()
    let config = try state.folder.write(
      "winnow.yaml",
      """
      state:
        path: \(state.path)
      spool:
        path: \(state.path)/spool
      intake:
        settle: soon
      """)
    for words in [["export"], ["search", "bridge"], ["jobs"], ["journal", "verify"], ["audit"]] {
      let run = try await CommandRun.of(words + ["--config", config])
      #expect(run.status == .success, "\(words) \(run.error)")
      #expect(run.error.contains("intake.settle is \"soon\""))
    }
    let rebuild = try await winnow("rebuild", "--config", config)
    #expect(rebuild.status == .configuration)
    #expect(rebuild.error.contains("intake.settle is \"soon\""))
  }

  @Test("status without a daemon names what keeps the state from starting, and the command")
  func statusOfDamaged() async throws {
    let state = try await SampleState.copy()
    let sound = try await winnow("status", "--state", state.path)
    #expect(sound.status == .daemonDown)
    for damage in ["missing", "flipped"] {
      let ledger = state.folder.url("state/ledger.sqlite")
      if damage == "missing" {
        try FileManager.default.removeItem(at: ledger)
      } else {
        // What is in the write-ahead file counts as much as the file.
        for suffix in ["-wal", "-shm"] {
          try? FileManager.default.removeItem(atPath: ledger.path + suffix)
        }
        try Data(repeating: 0x41, count: 8_192).write(to: ledger)
      }
      let run = try await winnow("status", "--state", state.path)
      #expect(run.status == .attention, "\(damage) \(run.output)")
      #expect(run.lines[0].hasPrefix("ATTENTION"))
      #expect(run.lines[0].contains("winnow rebuild"))
    }
  }
}

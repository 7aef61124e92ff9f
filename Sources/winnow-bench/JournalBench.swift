import Model
import Dispatch
import Glibc
import Storage
import LogSimulation
import StorageSimulation
import WriteAheadLog

/// Measures the journal and crashes it.
///
/// - `winnow-bench journal [FOLDER]`: group commit on the disk that holds FOLDER (default `$TMPDIR` or
///   `/tmp`), against an injected sync latency, and replay. All that is written there is removed again.
/// - `winnow-bench crash [--images N] [--seed S]`: crash images from seed S on, until there are N.
enum JournalBench {
  static let appenderCount = 64

  static func run(_ words: [String]) throws {
    let temporary = unsafe getenv("TMPDIR").flatMap { unsafe String(validatingCString: $0) }
    let base = words.first ?? temporary ?? "/tmp"
    let disk = POSIXFileSystem()
    let folder = FilePath(base).appending("winnow-bench-\(getpid())")
    try disk.makeFolders(folder)
    defer { remove(folder, disk) }
    try waiting {
      try await commit(in: folder.appending("commit"), on: disk, seconds: 3)
      try await commitSlowly(milliseconds: 5, seconds: 3)
      try await replay(in: folder.appending("replay"), on: disk, jobCount: 1_000_000)
    }
  }

  /// 64 tasks append small records, each waiting for its own before the next.
  static func commit(
    in folder: FilePath, on system: any FileSystem, seconds: Double
  ) async throws {
    let (journal, _) = try Journal.open(in: folder, on: system)
    try await awaitSpare(of: journal)
    let before = processorSeconds()
    let (count, took) = try await append(to: journal, seconds: seconds)
    let busy = (processorSeconds() - before) / Double(count) * 1e6
    let statistics = journal.statistics
    try await journal.close()
    print(
      "group commit, \(appenderCount) appenders, 64-byte payloads, \(folder): "
        + "\(Int(Double(count) / took)) records/s durable, "
        + "\(tenths(Double(count) / Double(statistics.syncCount))) records a sync, "
        + "\(Int(took / Double(statistics.syncCount) * 1e6)) µs a sync, "
        + "\(tenths(busy)) µs of processor a record")
  }

  /// The same in memory, where a sync takes a given time: what is lost to waiting for each other.
  ///
  /// The best that appenders can reach who wait for their record before they send the next is one
  /// sync after the other, with a record of each of them in every one.
  static func commitSlowly(milliseconds: Int, seconds: Double) async throws {
    let system = SimulatedFileSystem(isRecording: false)
    let (journal, _) = try Journal.open(in: "/journal", on: system)
    try await awaitSpare(of: journal)
    system.setSyncLatency(nanoseconds: milliseconds * 1_000_000)
    let (count, took) = try await append(to: journal, seconds: seconds)
    let best = Double(appenderCount) / (Double(milliseconds) / 1000)
    let rate = Double(count) / took
    // A busy machine sleeps longer than it was told: what the syncs really took is the fair measure.
    let statistics = journal.statistics
    let real = Double(statistics.syncNanoseconds) / Double(statistics.syncCount) / 1e9
    print(
      "group commit with \(milliseconds) ms a sync: \(Int(rate)) records/s, "
        + "\(tenths(rate / best * 100)) % of \(appenderCount)/latency; "
        + "a sync really took \(tenths(real * 1000)) ms, and of that it is "
        + "\(tenths(rate * real / Double(appenderCount) * 100)) %")
  }

  /// Segments are zeroed ahead, beside the work; what is measured begins when the first two are there.
  private static func awaitSpare(of journal: Journal) async throws {
    _ = try await journal.append(JournalEntry(type: 1, payload: []))
    while !journal.statistics.hasSpare { try await Task.sleep(for: .milliseconds(10)) }
  }

  private static func append(
    to journal: Journal, seconds: Double
  ) async throws -> (count: Int, seconds: Double) {
    let began = DispatchTime.now().uptimeNanoseconds
    let end = began + UInt64(seconds * 1e9)
    let entry = JournalEntry(type: 1, payload: [UInt8](repeating: 7, count: 64))
    let count = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<appenderCount {
        group.addTask {
          var count = 0
          while DispatchTime.now().uptimeNanoseconds < end {
            _ = try await journal.append(entry)
            count += 1
          }
          return count
        }
      }
      var sum = 0
      for try await count in group { sum += count }
      return sum
    }
    return (count, Double(DispatchTime.now().uptimeNanoseconds - began) / 1e9)
  }

  /// Each job has three records: 100 bytes when claimed, 300 when decided, 60 when finished.
  static func replay(
    in folder: FilePath, on system: any FileSystem, jobCount: Int
  ) async throws {
    do {
      let (journal, _) = try Journal.open(in: folder, on: system)
      var batch: [JournalEntry] = []
      for job in 0..<jobCount {
        for (type, size) in [(1, 100), (2, 300), (3, 60)] {
          let byte = UInt8(truncatingIfNeeded: job)
          batch.append(
            JournalEntry(type: UInt16(type), payload: [UInt8](repeating: byte, count: size)))
        }
        if batch.count >= 3_000 {
          _ = try await journal.append(batch)
          batch.removeAll(keepingCapacity: true)
        }
      }
      if !batch.isEmpty { _ = try await journal.append(batch) }
      try await journal.close()
    }
    let began = DispatchTime.now().uptimeNanoseconds
    let (journal, recovery) = try Journal.open(in: folder, on: system)
    let opened = DispatchTime.now().uptimeNanoseconds
    var counts: [UInt16: Int] = [:]
    var byteCount = 0
    try journal.replay(from: LSN(1)) { record in
      counts[record.type, default: 0] += 1
      byteCount += record.payload.count
    }
    let ended = DispatchTime.now().uptimeNanoseconds
    print(
      "replay of \(counts[3] ?? 0) jobs (\(recovery.last) records, \(byteCount / 1_000_000) MB): "
        + "open \(tenths(Double(opened - began) / 1e9)) s, "
        + "replay \(tenths(Double(ended - opened) / 1e9)) s")
  }

  /// Crashes until there are enough images; every failure names its seed.
  static func crash(_ words: [String]) throws {
    var images = 1_000_000
    var seed: UInt64 = 1
    var rest = words[...]
    while let word = rest.popFirst() {
      switch (word, rest.popFirst()) {
      case ("--images", let value?): images = Int(value) ?? images
      case ("--seed", let value?): seed = UInt64(value) ?? seed
      default:
        print("usage: winnow-bench crash [--images N] [--seed S]")
        exit(2)
      }
    }
    let began = DispatchTime.now().uptimeNanoseconds
    let first = seed
    var done = 0
    var failures: [String] = []
    let results = DispatchQueue(label: "results")
    let workers = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    while done < images && failures.isEmpty {
      // About 3,000 images a seed: never many more than were asked for.
      let seeds = max(1, min(workers * 8, (images - done) / 3_000))
      let start = seed
      let outcomes = Outcomes()
      DispatchQueue.concurrentPerform(iterations: seeds) { index in
        var rehearsal = CrashRehearsal(seed: start + UInt64(index))
        var failure: String?
        do { try rehearsal.run() } catch { failure = "\(error)" }
        let count = rehearsal.imageCount
        results.sync { outcomes.add(count, failure) }
      }
      done += outcomes.images
      failures += outcomes.failures
      seed += UInt64(seeds)
    }
    let took = Double(DispatchTime.now().uptimeNanoseconds - began) / 1e9
    print("crash images: \(done) from seeds \(first) to \(seed - 1) in \(tenths(took)) s")
    if failures.isEmpty {
      print("every one recovered: a prefix of what was done, nothing acknowledged lost")
    } else {
      failures.forEach { print("FAILED: \($0)") }
      exit(1)
    }
  }

  /// What the workers found; touched only on the serial queue `results`.
  private final class Outcomes: @unchecked Sendable {
    var images = 0
    var failures: [String] = []

    func add(_ count: Int, _ failure: String?) {
      images += count
      if let failure { failures.append(failure) }
    }
  }

  /// Runs asynchronous work from the program's synchronous entry point.
  static func waiting(_ body: @escaping @Sendable () async throws -> Void) throws {
    let done = DispatchSemaphore(value: 0)
    let failure = Failure()
    Task {
      do { try await body() } catch { failure.error = error }
      done.signal()
    }
    done.wait()
    if let error = failure.error { throw error }
  }

  /// Written before the semaphore is signalled, read after it was waited for.
  private final class Failure: @unchecked Sendable {
    var error: (any Error)?
  }

  /// User and system time of the whole process so far.
  static func processorSeconds() -> Double {
    var usage = rusage()
    unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
      + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6
  }

  static func remove(_ folder: FilePath, _ system: any FileSystem) {
    for entry in (try? system.entries(of: folder)) ?? [] {
      let path = folder.appending(name: entry.name)
      if entry.kind == .folder { remove(path, system) } else { try? system.remove(path) }
    }
    try? system.removeFolder(folder)
  }

  static func tenths(_ value: Double) -> String {
    let scaled = Int((value * 10).rounded())
    return "\(scaled / 10).\(scaled % 10)"
  }
}

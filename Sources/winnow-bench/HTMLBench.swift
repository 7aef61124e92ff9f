import CLibXML2
import Foundation
import HTMLTree

/// Measures parsing to a complete tree against libxml2: `winnow-bench html FOLDER… [--rounds N]`.
///
/// Every file of the folders is read beforehand; one core; user CPU time, so that other work on the
/// machine counts little. The best of N rounds (default 5) is taken for both, rounds alternating.
enum HTMLBench {
  static func run(_ arguments: [String]) throws {
    var folders = arguments
    var rounds = 5
    if let flag = folders.firstIndex(of: "--rounds"), flag + 1 < folders.count {
      rounds = Int(folders[flag + 1]) ?? rounds
      folders.removeSubrange(flag...(flag + 1))
    }
    let pages = try folders.flatMap { try read(folder: $0) }
    let size = pages.reduce(0) { $0 + $1.count }
    guard size > 0 else {
      print("usage: winnow-bench html FOLDER… [--rounds N]")
      return
    }
    let megabytes = Double(size) / 1e6
    print("\(pages.count) pages, \(String(format: "%.1f", megabytes)) MB")
    var ours = Double.infinity
    var theirs = Double.infinity
    for _ in 0..<rounds {
      ours = min(ours, seconds { for page in pages { parse(page) } })
      if CommandLine.arguments.contains("--no-libxml2") { continue }
      theirs = min(theirs, seconds { for page in pages { parseWithLibXML2(page) } })
    }
    report("HTMLTree", megabytes / ours)
    report("libxml2 htmlReadMemory", megabytes / theirs)
    print("ratio: \(String(format: "%.1f", theirs / ours))")
    try memory(pages)
  }

  private static func report(_ name: String, _ rate: Double) {
    print("\(name): \(String(format: "%.0f", rate)) MB/s")
  }

  private static func read(folder: String) throws -> [[UInt8]] {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    return try names.map {
      [UInt8](try Data(contentsOf: URL(fileURLWithPath: folder + "/" + $0)))
    }
  }

  private static func seconds(_ work: () -> Void) -> Double {
    let start = userTime()
    work()
    return userTime() - start
  }

  private static func userTime() -> Double {
    var usage = rusage()
    unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    let user = Double(usage.ru_utime.tv_sec) + Double(usage.ru_utime.tv_usec) / 1e6
    return user + Double(usage.ru_stime.tv_sec) + Double(usage.ru_stime.tv_usec) / 1e6
  }

  @inline(never)
  private static func parse(_ page: [UInt8]) {
    let document = HTMLDocument(parsing: page)
    precondition(document.nodeCount > 0)
  }

  private static func parseWithLibXML2(_ page: [UInt8]) {
    let flags = Int32(
      HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue
        | HTML_PARSE_NONET.rawValue)
    unsafe page.withUnsafeBytes { bytes in
      let start = unsafe bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
      let document = unsafe htmlReadMemory(start, Int32(bytes.count), nil, "UTF-8", flags)
      unsafe xmlFreeDoc(document)
    }
  }
}

// MARK: - Memory

extension HTMLBench {
  /// Counts what the runtime allocates while pages are parsed, by size.
  private static func memory(_ pages: [[UInt8]]) throws {
    guard AllocationCounter.install() else { return print("allocations: not to be counted here") }
    var ratios: [Double] = []
    var counts: [Int] = []
    for page in pages where page.count > 1000 {
      let before = AllocationCounter.snapshot()
      let document = HTMLDocument(parsing: page)
      let after = AllocationCounter.snapshot()
      precondition(document.nodeCount > 0)
      counts.append(after.count - before.count)
      ratios.append(Double(after.bytes - before.bytes) / Double(page.count))
    }
    counts.sort()
    ratios.sort()
    guard let most = counts.last, let highest = ratios.last else { return }
    print("allocations a page: median \(counts[counts.count / 2]), at most \(most)")
    print(
      "bytes allocated in all, an upper bound of the peak beside the page itself: median",
      String(format: "%.2f", ratios[ratios.count / 2]), "× the page, at most",
      String(format: "%.2f", highest), "×")
  }
}

/// Counts objects and arrays through the runtime's own hook for allocating.
private enum AllocationCounter {
  typealias Allocate =
    @convention(c) (UnsafeRawPointer?, Int, Int) -> UnsafeMutableRawPointer?

  // The benchmark runs on one thread; the hook is set once, before anything is counted.
  nonisolated(unsafe) private static var original: Allocate?
  nonisolated(unsafe) private static var count = 0
  nonisolated(unsafe) private static var bytes = 0

  /// Sets the hook; false where the runtime has none.
  static func install() -> Bool {
    guard let hook = unsafe dlsym(dlopen(nil, RTLD_NOW), "_swift_allocObject") else { return false }
    let place = unsafe hook.assumingMemoryBound(to: Allocate?.self)
    unsafe original = place.pointee
    unsafe place.pointee = { type, size, alignment in
      unsafe AllocationCounter.count += 1
      unsafe AllocationCounter.bytes += size
      return unsafe AllocationCounter.original?(type, size, alignment)
    }
    return unsafe original != nil
  }

  static func snapshot() -> (count: Int, bytes: Int) { unsafe (count, bytes) }
}

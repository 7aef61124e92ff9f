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
    let peer = LibXML2()
    for _ in 0..<rounds {
      ours = min(ours, seconds { for page in pages { parse(page) } })
      if let peer { theirs = min(theirs, seconds { for page in pages { peer.parse(page) } }) }
    }
    report("HTMLTree", megabytes / ours)
    if peer != nil {
      report("libxml2 htmlReadMemory", megabytes / theirs)
      print("ratio: \(String(format: "%.1f", theirs / ours))")
    } else {
      print("libxml2 is not installed here")
    }
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
}

/// libxml2's HTML parser, found at run time: its headers and Foundation's cannot be imported together.
@safe private struct LibXML2 {
  private typealias Read =
    @convention(c) (
      UnsafePointer<UInt8>?, CInt, UnsafePointer<CChar>?, UnsafePointer<CChar>?, CInt
    ) -> OpaquePointer?
  private typealias Free = @convention(c) (OpaquePointer?) -> Void

  private let read: Read
  private let free: Free

  /// Nil where the library is not installed.
  init?() {
    guard let library = unsafe dlopen("libxml2.so.2", RTLD_NOW),
      let read = unsafe dlsym(library, "htmlReadMemory"),
      let free = unsafe dlsym(library, "xmlFreeDoc")
    else { return nil }
    // The types are those of the library's header.
    unsafe self.read = unsafeBitCast(read, to: Read.self)
    unsafe self.free = unsafeBitCast(free, to: Free.self)
  }

  /// Parses a page to a tree and frees it: recovering, without messages, without network.
  func parse(_ page: [UInt8]) {
    let flags: CInt = 1 | 1 << 5 | 1 << 6 | 1 << 11
    unsafe page.withUnsafeBufferPointer { bytes in
      let document = unsafe read(bytes.baseAddress, CInt(bytes.count), nil, "UTF-8", flags)
      unsafe free(document)
    }
  }
}

// MARK: - Memory

extension HTMLBench {
  /// Counts what the runtime allocates while pages are parsed, and how far resident memory rises.
  private static func memory(_ pages: [[UInt8]]) throws {
    var peaks: [Double] = []
    for page in pages where page.count > 20_000 {
      guard let before = ResidentMemory.reset() else { break }
      let document = HTMLDocument(parsing: page)
      let peak = ResidentMemory.value("VmHWM") ?? before
      precondition(document.nodeCount > 0)
      peaks.append(Double(page.count + peak - before) / Double(page.count))
    }
    peaks.sort()
    if let most = peaks.last {
      print(
        "peak memory, the page itself included: median",
        String(format: "%.2f", peaks[peaks.count / 2]), "× the page, at most",
        String(format: "%.2f", most), "×")
    }
    guard AllocationCounter.install() else { return print("allocations: not to be counted here") }
    var counts: [Int] = []
    for page in pages {
      let before = AllocationCounter.count()
      let document = HTMLDocument(parsing: page)
      counts.append(AllocationCounter.count() - before)
      precondition(document.nodeCount > 0)
    }
    counts.sort()
    guard let most = counts.last else { return }
    print("allocations a page: median \(counts[counts.count / 2]), at most \(most)")
  }
}

/// The process's resident memory, as the kernel counts it.
private enum ResidentMemory {
  /// Hands free memory back, forgets the peak, and gives the bytes in use; nil where that cannot be.
  static func reset() -> Int? {
    typealias Trim = @convention(c) (Int) -> CInt
    guard let trim = unsafe dlsym(dlopen(nil, RTLD_NOW), "malloc_trim") else { return nil }
    _ = unsafe unsafeBitCast(trim, to: Trim.self)(0)
    guard (try? Data("5".utf8).write(to: URL(fileURLWithPath: "/proc/self/clear_refs"))) != nil
    else { return nil }
    return value("VmRSS")
  }

  /// A line of `/proc/self/status`, in bytes.
  static func value(_ name: String) -> Int? {
    guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8) else {
      return nil
    }
    for line in status.split(separator: "\n") where line.hasPrefix(name + ":") {
      return line.split(whereSeparator: { !$0.isNumber }).first.flatMap { Int($0) }.map {
        $0 * 1024
      }
    }
    return nil
  }
}

/// Counts objects and arrays through the runtime's own hook for allocating.
private enum AllocationCounter {
  typealias Allocate =
    @convention(c) (UnsafeRawPointer?, Int, Int) -> UnsafeMutableRawPointer?

  // The benchmark runs on one thread; the hook is set once, before anything is counted.
  nonisolated(unsafe) private static var original: Allocate?
  nonisolated(unsafe) private static var calls = 0

  /// Sets the hook; false where the runtime has none.
  static func install() -> Bool {
    guard let hook = unsafe dlsym(dlopen(nil, RTLD_NOW), "_swift_allocObject") else { return false }
    let slot = unsafe hook.assumingMemoryBound(to: Allocate?.self)
    unsafe original = slot.pointee
    unsafe slot.pointee = { type, size, alignment in
      unsafe AllocationCounter.calls += 1
      return unsafe AllocationCounter.original?(type, size, alignment)
    }
    return unsafe original != nil
  }

  /// How many objects and arrays have been allocated since then.
  static func count() -> Int { unsafe calls }
}

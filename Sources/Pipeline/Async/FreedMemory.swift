internal import Glibc

/// Memory that was freed and that the allocator keeps for later.
enum FreedMemory {
  /// Jobs that weigh less than this, in bytes, leave little behind.
  static let heavyByteCount = 64 << 20

  /// Gives it back to the system: what a large page was made of would otherwise stand beside what the next
  /// one is made of. Takes some milliseconds.
  static func giveBack() { _ = trim?(0) }

  private typealias Trim = @convention(c) (Int) -> CInt

  // malloc.h, which has it, is no part of the module.
  private static let trim: Trim? = {
    guard let symbol = unsafe dlsym(nil, "malloc_trim") else { return nil }
    // The type is the one that malloc_trim(3) documents.
    return unsafe unsafeBitCast(symbol, to: Trim.self)
  }()
}

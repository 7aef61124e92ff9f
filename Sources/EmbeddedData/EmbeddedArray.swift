/// An array whose elements lie in the program's constants: it costs no time to make and no memory.
@safe
package struct EmbeddedArray<Element: FixedWidthInteger & BitwiseCopyable & Sendable>:
  @unchecked Sendable
{
  /// Points into a constant of the program: immutable, and valid as long as the process lives; hence
  /// `@unchecked Sendable`.
  @usableFromInline let start: UnsafePointer<Element>
  /// How many elements there are.
  package let count: Int

  init(_ elements: UnsafeBufferPointer<Element>) {
    guard let start = elements.baseAddress else {
      preconditionFailure("an embedded array without memory")
    }
    unsafe self.start = start
    count = elements.count
  }

  /// The element at `index`; traps outside of the array.
  @inlinable package subscript(index: Int) -> Element {
    precondition(UInt(bitPattern: index) < UInt(bitPattern: count))
    // In bounds by the line above.
    return unsafe start[index]
  }

  /// A copy of the elements.
  package var elements: [Element] {
    unsafe Array(UnsafeBufferPointer(start: start, count: count))
  }
}

import Testing

@testable import TextRepair

@Suite("Lists of edits")
struct EditListTests {
  private static func edit(_ range: Range<Int>, _ text: String, rule: String = "a") -> Edit {
    Edit(range: range, replacement: text.unicodeScalars.map(\.value), rule: rule)
  }

  @Test("each edit keeps its own replacement and rule, though all share one array")
  func keepsReplacements() {
    let list = EditList([
      Self.edit(0..<1, "xy", rule: "one"), Self.edit(1..<3, "", rule: "two"),
      Self.edit(5..<6, "z", rule: "one"),
    ])
    #expect(list.entries.map { String(scalars: list.replacement(of: $0)) } == ["xy", "", "z"])
    #expect(list.entries.map { list.rules[Int($0.rule)] } == ["one", "two", "one"])
    #expect(list.rules == ["one", "two"])
    #expect(list.entries.map(\.range) == [0..<1, 1..<3, 5..<6])
  }

  @Test("what an edit lost and how sure it is stay with it")
  func keepsFlags() {
    var first = Self.edit(0..<1, "x")
    first.lossy = true
    var second = Self.edit(1..<2, "y")
    second.certain = false
    let list = EditList([first, second])
    #expect(list.entries.map(\.lossy) == [true, false])
    #expect(list.entries.map(\.certain) == [true, false])
  }

  @Test("an edit whose writer finds no end leaves nothing behind")
  func takesBackFailedEdit() {
    var list = EditList([Self.edit(0..<1, "x")])
    let number = list.number(of: "a")
    let end = list.append(from: 2, rule: number) { scalars in
      scalars.append(0x79)
      return nil
    }
    #expect(end == nil)
    #expect(list.entries.count == 1)
    #expect(list.scalars == [0x78])
  }

  @Test("an edit that was written into the list reaches to the end that its writer tells")
  func writesInPlace() {
    var list = EditList()
    let number = list.number(of: "rule")
    let end = list.append(from: 3, rule: number) { scalars in
      scalars += [0x61, 0x62]
      return 7
    }
    #expect(end == 7)
    #expect(list.entries.map(\.range) == [3..<7])
    #expect(list.entries.map { Array(list.replacement(of: $0)) } == [[0x61, 0x62]])
  }

  @Test("taking back edits takes back their replacements", arguments: 0...4)
  func removes(count: Int) {
    let texts = ["ab", "", "c"]
    var list = EditList(texts.enumerated().map { Self.edit($0.offset..<$0.offset + 1, $0.element) })
    list.removeAll(beyond: count)
    #expect(list.entries.count == min(count, 3))
    #expect(list.isEmpty == (count == 0))
    let left = texts.prefix(count).joined()
    #expect(String(scalars: list.scalars) == left)
  }

  @Test("a rule has one number, whenever it comes again")
  func numbersRules() {
    var list = EditList()
    #expect(["a", "b", "b", "a", "c"].map { list.number(of: $0) } == [0, 1, 1, 0, 2])
  }
}

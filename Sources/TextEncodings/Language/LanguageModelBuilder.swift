/// Reads the model's tables from their printed form.
struct LanguageModelBuilder {
  private(set) var slots: [LanguageModel.Slot]
  private(set) var slotOfScalar: [UInt32: UInt16] = [:]
  private var foreignCosts: [UInt32: UInt8] = [:]

  init() {
    slots = RareSlot.allCases.map { rare in
      .init(
        context: rare.context, isLetter: rare.isLetter,
        costs: rare.isLetter
          ? Self.caseCosts(rare.context, isCased: rare != .mark && rare != .ideograph)
          : [UInt8](repeating: rare.cost, count: LanguageModel.Context.allCases.count),
        foreignCost: rare.isLetter ? rare.cost : 0)
    }
  }

  private static func caseCosts(_ context: LanguageModel.Context, isCased: Bool) -> [UInt8] {
    LanguageModel.letterCase.map {
      !isCased ? $0.plain : context == .capital ? $0.capital : $0.small
    }
  }

  /// Enters the characters around words.
  mutating func addAround() {
    let closers = Set(LanguageModel.closers.unicodeScalars)
    for (context, rows) in LanguageModel.around.enumerated() {
      for row in rows {
        for scalar in row.characters.unicodeScalars {
          let rare = RareSlot.of(scalar.value)
          let slot: Int
          if let known = slotOfScalar[scalar.value] {
            slot = Int(known)
          } else {
            slot = slots.count
            slotOfScalar[scalar.value] = UInt16(slot)
            // Unseen after some context: dearer than the dearest that was seen there.
            slots.append(
              .init(
                context: closers.contains(scalar)
                  ? .closer : rare.context == .closer ? .other : rare.context, isLetter: false,
                costs: [UInt8](repeating: 82, count: LanguageModel.Context.allCases.count),
                foreignCost: 0)
            )
          }
          slots[slot].costs[context] = row.cost
        }
      }
    }
  }

  /// Enters the letters of all languages, the capitals beside the small ones.
  mutating func addLetters() {
    for row in LanguageModel.foreign {
      for letter in row.letters.unicodeScalars { foreignCosts[letter.value] = row.cost }
    }
    for language in LanguageModel.lettered {
      for letter in language.letters.unicodeScalars {
        addLetter(letter.value)
        let upper = letter.properties.uppercaseMapping.unicodeScalars
        if let capital = upper.first, upper.count == 1, capital != letter {
          addLetter(capital.value)
        }
      }
    }
    // Turkish and Azeri.
    addLetter(0x130)
    for language in LanguageModel.ideographic {
      for row in language.costs.utf8.split(separator: UInt8(ascii: "\n")) {
        for character in Substring(row.dropFirst()).unicodeScalars { addLetter(character.value) }
      }
    }
  }

  private mutating func addLetter(_ scalar: UInt32) {
    guard slotOfScalar[scalar] == nil else { return }
    let properties = UnicodeScalarProperties.shared
    let rare = RareSlot.of(scalar)
    let isCased =
      rare == .latinCapital || rare == .capital
      || String(Unicode.Scalar(scalar) ?? " ").uppercased() != String(Unicode.Scalar(scalar) ?? " ")
    slotOfScalar[scalar] = UInt16(slots.count)
    slots.append(
      .init(
        context: properties.isUpperCase(scalar) ? .capital : .letter, isLetter: true,
        costs: Self.caseCosts(rare.context, isCased: isCased),
        // One of 26, or as often as other languages have it.
        foreignCost: scalar < 0x80
          ? 24 : foreignCosts[properties.lowerCase(scalar)] ?? rare.cost))
  }

  /// Makes the languages, once all slots are known.
  func makeLanguages() -> [LanguageModel.Language] {
    LanguageModel.lettered.map(makeLettered) + LanguageModel.ideographic.map(makeIdeographic)
  }

  private func makeLettered(
    _ record: (
      code: String, script: UnicodeScript, letters: String, pairs: String, triples: String
    )
  ) -> LanguageModel.Language {
    var symbols = slots.map { UInt8($0.isLetter ? 1 : 0) }
    for (number, letter) in record.letters.unicodeScalars.enumerated() {
      var forms = [letter.value]
      let upper = letter.properties.uppercaseMapping.unicodeScalars
      // The capital of Turkish i has its dot; I belongs to dotless i there.
      if record.code == "tr", letter == "i" {
        forms.append(0x130)
      } else if let capital = upper.first, upper.count == 1 {
        forms.append(capital.value)
      }
      for form in forms { symbols[Int(slotOfScalar[form] ?? 0)] = UInt8(number + 2) }
    }
    let count = record.letters.unicodeScalars.count + 2
    var costs: [UInt8] = []
    costs.reserveCapacity(record.pairs.utf8.count + record.triples.utf8.count * 4)
    for line in record.pairs.utf8.split(separator: UInt8(ascii: "\n")) {
      costs.append(contentsOf: line.map(LanguageModel.digit))
    }
    // The first line is for letters in any place.
    let singles = Array(costs.prefix(count))
    costs.removeFirst(count)
    precondition(costs.count == count * count)
    var starts = (0..<count * count).map { UInt32($0 % count * count) }
    for row in record.triples.utf8.split(whereSeparator: { $0 == 0x20 || $0 == 0x0A }) {
      let values = row.map(LanguageModel.digit)
      let (first, second) = (Int(values[0]), Int(values[1]))
      starts[first * count + second] = UInt32(costs.count)
      let start = costs.count
      // Cell by cell: a slice of `costs` would make each append copy all of it.
      for symbol in 0..<count { costs.append(costs[second * count + symbol]) }
      for place in stride(from: 2, to: values.count, by: 2) {
        costs[start + Int(values[place])] = values[place + 1]
      }
    }
    return .init(
      code: record.code, script: record.script, symbolOfSlot: symbols, symbolCount: count,
      rowStarts: starts, costs: costs, singles: singles)
  }

  private func makeIdeographic(
    _ record: (code: String, costs: String)
  ) -> LanguageModel.Language {
    var costs = slots.map { slot -> UInt8 in slot.isLetter ? 85 : 14 }
    costs[RareSlot.ideograph.rawValue] = 88
    for scalar in UInt32(0x41)...0x7A {
      if let slot = slotOfScalar[scalar], slots[Int(slot)].isLetter { costs[Int(slot)] = 42 }
    }
    for row in record.costs.utf8.split(separator: UInt8(ascii: "\n")) {
      let cost = row.first.map(LanguageModel.digit) ?? 0
      for character in Substring(row.dropFirst()).unicodeScalars {
        costs[Int(slotOfScalar[character.value] ?? 0)] = cost
      }
    }
    let script: UnicodeScript =
      record.code == "ko" ? .hangul : record.code == "am" ? .ethiopic : .han
    return .init(
      code: record.code, script: script, symbolOfSlot: costs, symbolCount: 0, rowStarts: [],
      costs: [], singles: [])
  }
}

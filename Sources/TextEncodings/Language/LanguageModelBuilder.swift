import Unicode
import EmbeddedData

/// Makes the model's tables from its data.
struct LanguageModelBuilder {
  private let data: LanguageModelData
  private(set) var slots: [LanguageModel.Slot]
  private(set) var slotOfScalar: [UInt32: UInt16] = [:]
  private var foreignCosts: [UInt32: UInt8] = [:]

  init(_ data: LanguageModelData) {
    self.data = data
    slots = RareSlot.allCases.map { rare in
      .init(
        context: rare.context, isLetter: rare.isLetter,
        costs: rare.isLetter
          ? Self.caseCosts(data, rare.context, isCased: rare != .mark && rare != .ideograph)
          : [UInt8](repeating: rare.cost, count: LanguageModel.Context.allCases.count),
        foreignCost: rare.isLetter ? rare.cost : 0)
    }
  }

  private static func caseCosts(
    _ data: LanguageModelData, _ context: LanguageModel.Context, isCased: Bool
  ) -> [UInt8] {
    data.letterCase.map {
      !isCased ? $0.plain : context == .capital ? $0.capital : $0.small
    }
  }

  /// Enters the characters around words.
  mutating func addAround() {
    for (context, rows) in data.around.enumerated() {
      for row in rows {
        for scalar in row.characters {
          let rare = RareSlot.of(scalar)
          let slot: Int
          if let known = slotOfScalar[scalar] {
            slot = Int(known)
          } else {
            slot = slots.count
            slotOfScalar[scalar] = UInt16(slot)
            // Unseen after some context: dearer than the dearest that was seen there.
            slots.append(
              .init(
                context: data.closers.contains(scalar)
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
    for row in data.foreign {
      for letter in row.characters { foreignCosts[letter] = row.cost }
    }
    for language in data.lettered {
      for letter in language.letters {
        addLetter(letter)
        if let capital = Self.capital(of: letter), capital != letter { addLetter(capital) }
      }
    }
    // Turkish and Azeri.
    addLetter(0x130)
    for language in data.ideographic {
      for level in language.levels {
        for character in level.characters { addLetter(character) }
      }
    }
  }

  /// The one upper-case scalar of a letter, which may be the letter itself; nil where there are several.
  private static func capital(of letter: UInt32) -> UInt32? {
    guard let upper = Unicode.Scalar(letter)?.properties.uppercaseMapping.unicodeScalars,
      upper.count == 1
    else { return nil }
    return upper.first?.value
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
        costs: Self.caseCosts(data, rare.context, isCased: isCased),
        // One of 26, or as often as other languages have it.
        foreignCost: scalar < 0x80
          ? 24 : foreignCosts[properties.lowerCase(scalar)] ?? rare.cost))
  }

  /// Makes the languages, once all slots are known.
  func makeLanguages() -> [LanguageModel.Language] {
    data.lettered.map(makeLettered) + data.ideographic.map(makeIdeographic)
  }

  private func makeLettered(_ record: LanguageModelData.Lettered) -> LanguageModel.Language {
    var symbols = slots.map { UInt8($0.isLetter ? 1 : 0) }
    for (number, letter) in record.letters.enumerated() {
      var forms = [letter]
      // The capital of Turkish i has its dot; I belongs to dotless i there.
      if record.code == "tr", letter == 0x69 {
        forms.append(0x130)
      } else if let capital = Self.capital(of: letter) {
        forms.append(capital)
      }
      for form in forms { symbols[Int(slotOfScalar[form] ?? 0)] = UInt8(number + 2) }
    }
    let count = record.letters.count + 2
    precondition(count < UInt8.max)
    // The first row is for letters in any place.
    let singles = (0..<count).map { record.pairs[$0] }
    var costs: [UInt8] = []
    costs.reserveCapacity(record.pairs.count + record.triples.count * count)
    for index in count..<record.pairs.count { costs.append(record.pairs[index]) }
    precondition(costs.count == count * count)
    var starts = (0..<count * count).map { UInt32($0 % count * count) }
    for row in record.triples {
      precondition(row.first < count && row.second < count && row.costs.count % 2 == 0)
      starts[row.first * count + row.second] = UInt32(costs.count)
      let start = costs.count
      // Cell by cell: a slice of `costs` would make each append copy all of it.
      for symbol in 0..<count { costs.append(costs[row.second * count + symbol]) }
      for position in stride(from: 0, to: row.costs.count, by: 2) {
        costs[start + Int(row.costs[position])] = row.costs[position + 1]
      }
    }
    return .init(
      code: record.code, script: record.script, symbolOfSlot: symbols, symbolCount: count,
      rowStarts: starts, costs: costs, singles: singles)
  }

  private func makeIdeographic(_ record: LanguageModelData.Ideographic) -> LanguageModel.Language {
    var costs = slots.map { slot -> UInt8 in slot.isLetter ? 85 : 14 }
    costs[RareSlot.ideograph.rawValue] = 88
    for scalar in UInt32(0x41)...0x7A {
      if let slot = slotOfScalar[scalar], slots[Int(slot)].isLetter { costs[Int(slot)] = 42 }
    }
    for level in record.levels {
      for character in level.characters { costs[Int(slotOfScalar[character] ?? 0)] = level.cost }
    }
    let script: UnicodeScript =
      record.code == "ko" ? .hangul : record.code == "am" ? .ethiopic : .han
    return .init(
      code: record.code, script: script, symbolOfSlot: costs, symbolCount: 0, rowStarts: [],
      costs: [], singles: [])
  }
}

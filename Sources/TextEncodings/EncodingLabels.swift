extension TextEncoding {
  /// The encoding that a label means: all labels of the WHATWG's Encoding Standard, and the names
  /// that IANA, Python, Java and mail programs use beside them.
  ///
  /// Letter case, blanks and the marks `-_.:()+` are ignored. The standard's labels
  /// mean what it says ("latin1" is windows-1252, "gb2312" is GBK), with two exceptions: "hz-gb-2312"
  /// and "iso-2022-kr" are decoded, where a browser refuses. Nil for any other label.
  package init?(label: some Sequence<UInt8>) {
    var key: [UInt8] = []
    for byte in label {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): key.append(byte | 0x20)
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
        key.append(byte)
      case 0x20, 0x09, 0x0A, 0x0C, 0x0D, UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."),
        UInt8(ascii: ":"), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "+"):
        continue
      default: return nil
      }
      // No label is longer; a hostile one must not cost memory.
      if key.count > 40 { return nil }
    }
    guard let encoding = Self.encodingOfKey[key] else { return nil }
    self = encoding
  }

  /// The encoding that a label means.
  package init?(label: String) { self.init(label: label.utf8) }

  private static let encodingOfKey: [[UInt8]: TextEncoding] = {
    let others: [TextEncoding] = [
      .utf8, .utf16LittleEndian, .utf16BigEndian, .utf32LittleEndian, .utf32BigEndian, .gb18030,
      .shiftJIS, .eucJP, .eucKR, .big5, .iso2022JP, .iso2022KR, .hz,
    ]
    var encodings: [[UInt8]: TextEncoding] = [:]
    func key(_ word: some StringProtocol) -> [UInt8] {
      word.lowercased().utf8.filter { $0 >= 0x61 && $0 <= 0x7A || $0 >= 0x30 && $0 <= 0x39 }
    }
    for encoding in others + CodePage.Name.allCases.map(TextEncoding.page) {
      encodings[key(encoding.printedName)] = encoding
    }
    for line in aliases.split(separator: "\n") {
      let words = line.split(separator: " ")
      // The first word is a printed name: it was entered above.
      guard let encoding = encodings[key(words[0])] else {
        preconditionFailure("an alias of nothing: \(line)")
      }
      for word in words.dropFirst() { encodings[key(word)] = encoding }
    }
    return encodings
  }()

  /// A printed name, then its other labels. Later lines overrule earlier ones.
  private static let aliases = """
    UTF-8 unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf8 x-unicode20utf8 utf-8-sig u8 cp65001
    UTF-16LE csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff utf-16 utf-16-le ucs-2le
    UTF-16BE unicodefffe utf-16-be ucs-2be
    UTF-32LE utf-32 utf-32-le ucs-4 ucs-4le
    UTF-32BE utf-32-be ucs-4be
    IBM866 866 cp866 csibm866 dos-866
    ISO-8859-2 csisolatin2 iso-ir-101 iso8859-2 iso88592 iso_8859-2:1987 l2 latin2
    ISO-8859-3 csisolatin3 iso-ir-109 iso_8859-3:1988 l3 latin3
    ISO-8859-4 csisolatin4 iso-ir-110 iso_8859-4:1988 l4 latin4
    ISO-8859-5 csisolatincyrillic cyrillic iso-ir-144 iso_8859-5:1988
    ISO-8859-6 arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6-e
    ISO-8859-6 iso-8859-6-i iso-ir-127 iso_8859-6:1987
    ISO-8859-7 csisolatingreek ecma-118 elot_928 greek greek8 iso-ir-126 iso_8859-7:1987
    ISO-8859-7 sun_eu_greek iso_8859-7:2003
    ISO-8859-8 csiso88598e csisolatinhebrew hebrew iso-8859-8-e iso-ir-138 iso_8859-8:1988 visual
    ISO-8859-8 csiso88598i iso-8859-8-i logical
    ISO-8859-10 csisolatin6 iso-ir-157 l6 latin6
    ISO-8859-13 l7 latin7
    ISO-8859-14 iso-ir-199 l8 latin8 iso-celtic
    ISO-8859-15 csisolatin9 l9 latin9 latin-9
    ISO-8859-16 iso-ir-226 l10 latin10
    KOI8-R cskoi8r koi koi8 koi8_r cp20866
    KOI8-U koi8-ru cp21866
    macintosh csmacintosh mac x-mac-roman mac-roman cp10000
    windows-874 dos-874 iso-8859-11 tis-620 cp874 thai tis620-0 iso-ir-166 x-windows-874
    windows-1250 cp1250 x-cp1250 ms-ee
    windows-1251 cp1251 x-cp1251 ms-cyrl
    windows-1252 ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100
    windows-1252 iso_8859-1:1987 l1 latin1 us-ascii x-cp1252 646 us iso646-us ansi ms-ansi 8859-1
    windows-1253 cp1253 x-cp1253 ms-greek
    windows-1254 cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso_8859-9:1989 l5 latin5 x-cp1254 ms-turk
    windows-1255 cp1255 x-cp1255 ms-hebr
    windows-1256 cp1256 x-cp1256 ms-arab
    windows-1257 cp1257 x-cp1257 winbaltrim
    windows-1258 cp1258 x-cp1258
    x-mac-cyrillic x-mac-ukrainian mac-cyrillic mac-ukraine cp10007
    mac-greek x-mac-greek cp10006
    mac-latin2 mac-centraleurope x-mac-centraleurroman x-mac-ce mac-centeuro maccentraleurope cp10029
    mac-turkish x-mac-turkish cp10081
    mac-iceland x-mac-icelandic cp10079
    mac-croatian x-mac-croatian cp10082
    mac-romanian x-mac-romanian cp10010
    mac-arabic x-mac-arabic cp10004
    mac-farsi x-mac-farsi
    GB18030 chinese csgb2312 csiso58gb231280 gb2312 gb_2312-80 gbk iso-ir-58 x-gbk cp936 ms936 936
    GB18030 windows-936 euc-cn gb18030-2000 cp54936
    HZ-GB-2312 hz hz-gb chinese-hz
    Big5 big5-hkscs cn-big5 csbig5 x-x-big5 cp950 950 ms950 big5-tw windows-950
    EUC-JP cseucpkdfmtjapanese x-euc-jp ujis u-jis cp51932
    ISO-2022-JP csiso2022jp iso-2022-jp-1 iso-2022-jp-2 iso-2022-jp-3 iso-2022-jp-ext cp50220 cp50221
    ISO-2022-KR csiso2022kr iso2022kr cp50225
    Shift_JIS csshiftjis ms932 ms_kanji sjis windows-31j x-sjis cp932 932 mskanji s_jis cp943
    EUC-KR cseuckr csksc56011987 iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601
    EUC-KR windows-949 cp949 949 ms949 uhc ks-x-1001
    IBM437 437 cp437 cspc8codepage437
    cp720 ibm720
    cp737 ibm737
    IBM775 775 cp775
    IBM850 850 cp850 cspc850multilingual
    IBM852 852 cp852 cspcp852
    IBM855 855 cp855
    cp856 ibm856
    IBM857 857 cp857
    IBM858 858 cp858 cp00858 ibm00858
    IBM860 860 cp860
    IBM861 861 cp861 cp-is
    IBM862 862 cp862 cspc862latinhebrew
    IBM863 863 cp863
    IBM864 864 cp864
    IBM865 865 cp865
    IBM869 869 cp869 cp-gr
    IBM1125 1125 cp1125 cp866u ruscii
    KZ-1048 strk1048-2002 rk1048
    PTCP154 pt154 cyrillic-asian csptcp154 cp154
    hp-roman8 roman8 r8 cp1051 ibm1051
    VISCII csviscii
    GEORGIAN-PS geostd8
    """
}

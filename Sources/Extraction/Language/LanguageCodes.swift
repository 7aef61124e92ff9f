/// Codes of three letters that BCP 47 writes with two: RFC 5646 asks for the shortest code of a language.
enum LanguageCodes {
  /// The code of two letters of a code of ISO 639-2 (for terms and for libraries) or ISO 639-3, in
  /// lower case; the code itself where there is none.
  static func shortest(_ code: String) -> String { codes[code] ?? code }

  private static let codes: [String: String] = {
    var codes: [String: String] = [:]
    for entry in table.split(whereSeparator: { $0 == "|" || $0 == "\n" }) {
      let parts = entry.split(separator: " ").map(String.init)
      for code in parts.dropFirst() { codes[code] = parts[0] }
    }
    return codes
  }()

  /// ISO 639-1, then the longer codes of the same language; of a macrolanguage also the code of the
  /// one language in it that texts of the web are written in.
  private static let table = """
    aa aar|ab abk|ae ave|af afr|ak aka|am amh|an arg|ar ara arb|as asm|av ava|ay aym|az aze azj
    ba bak|be bel|bg bul|bi bis|bm bam|bn ben|bo bod tib|br bre|bs bos|ca cat|ce che|ch cha|co cos
    cr cre|cs ces cze|cu chu|cv chv|cy cym wel|da dan|de deu ger|dv div|dz dzo|ee ewe|el ell gre
    en eng|eo epo|es spa|et est ekk|eu eus baq|fa fas per pes|ff ful|fi fin|fj fij|fo fao
    fr fra fre|fy fry|ga gle|gd gla|gl glg|gn grn|gu guj|gv glv|ha hau|he heb|hi hin|ho hmo
    hr hrv|ht hat|hu hun|hy hye arm|hz her|ia ina|id ind|ie ile|ig ibo|ii iii|ik ipk|io ido
    is isl ice|it ita|iu iku|ja jpn|jv jav|ka kat geo|kg kon|ki kik|kj kua|kk kaz|kl kal|km khm
    kn kan|ko kor|kr kau|ks kas|ku kur kmr|kv kom|kw cor|ky kir|la lat|lb ltz|lg lug|li lim
    ln lin|lo lao|lt lit|lu lub|lv lav lvs|mg mlg plt|mh mah|mi mri mao|mk mkd mac|ml mal
    mn mon khk|mr mar|ms msa may zsm|mt mlt|my mya bur|na nau|nb nob|nd nde|ne nep npi|ng ndo
    nl nld dut|nn nno|no nor|nr nbl|nv nav|ny nya|oc oci|oj oji|om orm|or ori ory|os oss|pa pan
    pi pli|pl pol|ps pus|pt por|qu que|rm roh|rn run|ro ron rum|ru rus|rw kin|sa san|sc srd
    sd snd|se sme|sg sag|si sin|sk slk slo|sl slv|sm smo|sn sna|so som|sq sqi alb|sr srp|ss ssw
    st sot|su sun|sv swe|sw swa swh|ta tam|te tel|tg tgk|th tha|ti tir|tk tuk|tl tgl|tn tsn
    to ton|tr tur|ts tso|tt tat|tw twi|ty tah|ug uig|uk ukr|ur urd|uz uzb uzn|ve ven|vi vie
    vo vol|wa wln|wo wol|xh xho|yi yid ydd|yo yor|za zha|zh zho chi cmn|zu zul
    """
}

/// The forms of checks, country by country.
extension CheckWriter {
    private var inch: Double { CheckPlan.inch }

    /// Bank, place and holder at the upper left.
    private mutating func heads(using g: inout SeededGenerator) {
        let holderFirst = g.chance(0.5)
        let big = g.uniform(11, 17)
        form(
            holderFirst ? g.pick(Vocabulary.holders) : g.pick(Vocabulary.banks),
            x: left,
            y: 0.13 * inch,
            size: big,
            bold: g.chance(0.6)
        )
        form(g.pick(Vocabulary.places), x: left, y: 0.13 * inch + big + 1, size: g.uniform(6, 9))
    }

    private func date(using g: inout SeededGenerator) -> String {
        let day = g.integer(1...28)
        let month = g.integer(1...12)
        let year = g.integer(2009...2026)
        let names = [
            "January", "February", "March", "April", "May", "June", "July", "August", "September",
            "October", "November", "December",
        ]
        return switch g.integer(0...3) {
        case 0: "\(month)/\(day)/\(year)"
        case 1: "\(names[month - 1]) \(day), \(year)"
        case 2: "\(day)-\(month)-\(year)"
        default: "\(day < 10 ? "0" : "")\(day)/\(month < 10 ? "0" : "")\(month)/\(year)"
        }
    }

    private var words: String {
        let cents = amount % 100 < 10 ? "0\(amount % 100)" : "\(amount % 100)"
        let text = NumberWords.english(amount / 100)
        return text.prefix(1).uppercased() + text.dropFirst() + " and \(cents)/100"
    }

    /// A date, payee, box of figures, amount in words, memo and signature, as in North America.
    mutating func unitedStates(using g: inout SeededGenerator) {
        heads(using: &g)
        form(g.digits(4), x: right, y: 0.1 * inch, size: 12, anchor: .right, bold: true)
        if g.chance(0.5) {
            form(
                "\(g.digits(2))-\(g.digits(4))/\(g.digits(3))",
                x: right - 60,
                y: 0.13 * inch,
                size: 6,
                anchor: .right
            )
        }
        let dateFoot = height * g.uniform(0.2, 0.27)
        form("DATE", x: right - 135, y: dateFoot - 6, size: 6)
        rule(from: right - 118, to: right - 20, at: dateFoot)
        fill(date(using: &g), x: right - 110, foot: dateFoot - 1, size: 10, using: &g)
        let payFoot = height * g.uniform(0.36, 0.43)
        form("PAY TO THE", x: left, y: payFoot - 12, size: 5.5)
        form("ORDER OF", x: left, y: payFoot - 6, size: 5.5)
        rule(from: left + 48, to: right - 115, at: payFoot)
        fill(g.pick(Vocabulary.payees), x: left + 55, foot: payFoot - 1, size: 11, using: &g)
        form("$", x: right - 112, y: payFoot - 12, size: 13, bold: true)
        box(x: (right - 100)...right, y: (payFoot - 14)...(payFoot + 2))
        fill(figures, x: right - 94, foot: payFoot - 1, size: 11, using: &g)
        let wordsFoot = height * g.uniform(0.5, 0.56)
        rule(from: left, to: right - 55, at: wordsFoot)
        fill(words, x: left + 3, foot: wordsFoot - 1, size: 11, using: &g)
        form("DOLLARS", x: right - 50, y: wordsFoot - 8, size: 7)
        form(g.pick(Vocabulary.banks), x: left, y: height * 0.6, size: g.uniform(8, 11), bold: true)
        let foot = lineTop - g.uniform(14, 20)
        form(g.pick(["FOR", "MEMO", "Re:"]), x: left, y: foot - 7, size: 6)
        rule(from: left + 24, to: left + 170, at: foot)
        if g.chance(0.6) {
            fill(g.pick(Vocabulary.memos), x: left + 32, foot: foot - 1, size: 9, using: &g)
        }
        rule(from: right - 190, to: right, at: foot)
        sign(x: right - 170, foot: foot - 2, width: g.uniform(70, 130), using: &g)
        if g.chance(0.5) {
            form("AUTHORIZED SIGNATURE", x: right - 95, y: foot + 1.5, size: 4.5, anchor: .middle)
        }
    }

    /// CTS-2010: date in cells at the upper right, rupees in words, account box, signature at the right.
    mutating func india(using g: inout SeededGenerator) {
        heads(using: &g)
        form("RTGS / NEFT IFSC Code: TRNB0\(g.digits(6))", x: left, y: 0.44 * inch, size: 6)
        let cell = 14.0
        let digits = Array("\(g.integer(10...28))0\(g.integer(1...9))20\(g.integer(12...26))")
        for (index, digit) in digits.enumerated() {
            let x = right - Double(8 - index) * cell
            box(x: x...(x + cell), y: (0.18 * inch)...(0.18 * inch + 13))
            fill(
                String(digit),
                x: x + cell / 2,
                foot: 0.18 * inch + 11.5,
                size: 9,
                anchor: .middle,
                using: &g
            )
        }
        form(
            "D D M M Y Y Y Y",
            x: right - 4 * cell,
            y: 0.18 * inch + 14,
            size: 4.5,
            anchor: .middle
        )
        let payFoot = height * 0.29
        form("PAY", x: left, y: payFoot - 8, size: 8, bold: true)
        rule(from: left + 24, to: right - 60, at: payFoot)
        fill(g.pick(Vocabulary.payees), x: left + 34, foot: payFoot - 1, size: 12, using: &g)
        form("OR BEARER", x: right, y: payFoot - 7, size: 6, anchor: .right)
        let wordsFoot = height * 0.4
        form("RUPEES", x: left, y: wordsFoot - 7, size: 7)
        rule(from: left + 40, to: right - 20, at: wordsFoot)
        fill(
            NumberWords.english(amount / 100) + " only",
            x: left + 46,
            foot: wordsFoot - 1,
            size: 11,
            using: &g
        )
        let boxTop = height * 0.46
        box(x: (right - 150)...right, y: boxTop...(boxTop + 22))
        form("₹", x: right - 145, y: boxTop + 3, size: 16, bold: true)
        fill("\(amount / 100)/-", x: right - 122, foot: boxTop + 18, size: 12, using: &g)
        form("A/c No.", x: left, y: boxTop + 5, size: 7)
        box(x: (left + 36)...(left + 220), y: boxTop...(boxTop + 18))
        form(g.digits(g.pick([11, 14, 15])), x: left + 50, y: boxTop + 2, size: 13, bold: true)
        form(g.pick(Vocabulary.holders), x: right, y: height * 0.63, size: 7, anchor: .right)
        let foot = lineTop - 17
        form("Please sign above", x: right, y: foot, size: 6, anchor: .right)
        sign(x: right - 150, foot: foot - 4, width: g.uniform(70, 120), using: &g)
        if g.chance(0.5) {
            form(
                "MULTI-CITY CHEQUE Payable at Par at All Branches",
                x: left,
                y: foot - 8,
                size: 5.5
            )
        }
    }

    /// English from the left and Arabic from the right, as around the Gulf.
    mutating func gulf(using g: inout SeededGenerator) {
        heads(using: &g)
        form(
            g.pick(Vocabulary.arabicBanks),
            x: right,
            y: 0.1 * inch,
            size: g.uniform(16, 24),
            anchor: .right,
            bold: true
        )
        form(
            g.pick(Vocabulary.arabicHolders),
            x: right,
            y: 0.1 * inch + 25,
            size: 11,
            anchor: .right
        )
        let isArabic = g.chance(0.55)
        let dateFoot = height * g.uniform(0.25, 0.3)
        form("DATE", x: width * 0.55, y: dateFoot - 7, size: 6.5)
        form(Vocabulary.arabicDate, x: right, y: dateFoot - 12, size: 12, anchor: .right)
        rule(from: width * 0.55 + 24, to: right - 36, at: dateFoot)
        let written = "\(g.integer(1...28))/\(g.integer(1...12))/\(g.integer(2012...2026))"
        fill(
            isArabic && g.chance(0.6) ? Vocabulary.arabicDigits(written) : written,
            x: width * 0.55 + 34,
            foot: dateFoot - 1,
            size: 10,
            using: &g
        )
        let payFoot = height * g.uniform(0.38, 0.42)
        form("PAY TO THE ORDER OF", x: left, y: payFoot - 7, size: 6)
        let order = g.pick(Vocabulary.arabicPay)
        form(order, x: right, y: payFoot - 12, size: 12, anchor: .right)
        rule(from: left + 78, to: right - 8 - 4.6 * Double(order.count), at: payFoot)
        if isArabic {
            fill(
                g.pick(Vocabulary.arabicPayees),
                x: right - 12 - 4.6 * Double(order.count),
                foot: payFoot - 1,
                size: 13,
                anchor: .right,
                using: &g
            )
        } else {
            fill(g.pick(Vocabulary.payees), x: left + 84, foot: payFoot - 1, size: 11, using: &g)
        }
        let wordsFoot = height * g.uniform(0.5, 0.54)
        form("THE SUM OF", x: left, y: wordsFoot - 7, size: 6)
        form(g.pick(Vocabulary.arabicSum), x: right, y: wordsFoot - 12, size: 12, anchor: .right)
        rule(from: left + 50, to: right - 44, at: wordsFoot)
        let currency = g.pick(["ريال", "درهم", "دينار"])
        if isArabic {
            fill(
                NumberWords.arabic(amount / 100) + " " + currency + " فقط لا غير",
                x: right - 50,
                foot: wordsFoot - 1,
                size: 12,
                anchor: .right,
                using: &g
            )
        } else {
            fill(words + " only", x: left + 56, foot: wordsFoot - 1, size: 10, using: &g)
        }
        let boxTop = height * 0.58
        box(x: (right - 130)...right, y: boxTop...(boxTop + 18))
        form(
            g.pick(["QR", "AED", "OMR", "BHD"]),
            x: right - 126,
            y: boxTop + 4,
            size: 9,
            bold: true
        )
        form(currency, x: right - 4, y: boxTop + 2, size: 11, anchor: .right)
        fill(
            isArabic && g.chance(0.5) ? Vocabulary.arabicDigits(figures) : figures,
            x: right - 100,
            foot: boxTop + 15,
            size: 10,
            using: &g
        )
        form("A/C No. \(g.digits(13))", x: left, y: boxTop + 4, size: 8)
        form(g.pick(Vocabulary.holders), x: left, y: boxTop + 16, size: 7.5)
        let foot = lineTop - g.uniform(13, 18)
        form(Vocabulary.arabicSignature, x: right, y: foot - 4, size: 11, anchor: .right)
        rule(from: right - 170, to: right - 40, at: foot)
        sign(x: right - 165, foot: foot - 3, width: g.uniform(60, 105), using: &g)
    }

    /// Sort code at the upper right, the amount's box at the right, the holder's name by the signature.
    mutating func unitedKingdom(using g: inout SeededGenerator) {
        heads(using: &g)
        form(
            "\(g.digits(2))-\(g.digits(2))-\(g.digits(2))",
            x: right,
            y: 0.14 * inch,
            size: 11,
            anchor: .right,
            bold: true
        )
        let dateFoot = height * 0.25
        form("Date", x: right - 130, y: dateFoot - 7, size: 7)
        rule(from: right - 108, to: right, at: dateFoot)
        fill(date(using: &g), x: right - 100, foot: dateFoot - 1, size: 10, using: &g)
        let payFoot = height * 0.38
        form("Pay", x: left, y: payFoot - 9, size: 9)
        rule(from: left + 22, to: right - 20, at: payFoot)
        fill(g.pick(Vocabulary.payees), x: left + 30, foot: payFoot - 1, size: 11, using: &g)
        let wordsFoot = height * 0.5
        rule(from: left, to: right - 130, at: wordsFoot)
        fill(words, x: left + 3, foot: wordsFoot - 1, size: 10, using: &g)
        rule(from: left, to: right - 130, at: wordsFoot + 17)
        form("£", x: right - 124, y: wordsFoot - 8, size: 15, bold: true)
        box(x: (right - 108)...right, y: (wordsFoot - 8)...(wordsFoot + 12))
        fill(figures, x: right - 100, foot: wordsFoot + 8, size: 11, using: &g)
        form(g.pick(Vocabulary.holders), x: right, y: height * 0.6, size: 7.5, anchor: .right)
        if g.chance(0.6) {
            form("A/C PAYEE", x: width / 2, y: height * 0.35, size: 8, anchor: .middle)
        }
        sign(x: right - 150, foot: lineTop - 18, width: g.uniform(70, 125), using: &g)
        let captions = height - lineTop < 40 ? lineTop - 11 : lineTop
        form("Cheque No.", x: left, y: captions, size: 4.5)
        form("Branch Sort Code", x: width * 0.3, y: captions, size: 4.5)
        form("Account No.", x: width * 0.52, y: captions, size: 4.5)
    }

    /// The amount first, then the payee; place and date at the right, as in France and Brazil.
    mutating func continental(using g: inout SeededGenerator) {
        heads(using: &g)
        form(g.pick(["B.P.F. €", "R$"]), x: right - 125, y: 0.16 * inch, size: 10, bold: true)
        box(x: (right - 88)...right, y: (0.13 * inch)...(0.13 * inch + 17))
        fill(figures, x: right - 82, foot: 0.13 * inch + 14, size: 10, using: &g)
        let wordsFoot = height * 0.36
        form(
            g.pick(["Payez contre ce chèque", "Pague por este cheque a quantia de"]),
            x: left,
            y: wordsFoot - 7,
            size: 6
        )
        rule(from: left + 100, to: right, at: wordsFoot)
        fill(words, x: left + 106, foot: wordsFoot - 1, size: 10, using: &g)
        let payFoot = height * 0.48
        form(g.pick(["à", "a"]), x: left, y: payFoot - 8, size: 8)
        rule(from: left + 14, to: right, at: payFoot)
        fill(g.pick(Vocabulary.payees), x: left + 22, foot: payFoot - 1, size: 11, using: &g)
        form(
            g.pick(["Payable en France", "Pagável em qualquer agência"]),
            x: left,
            y: height * 0.56,
            size: 6.5
        )
        fill("Siwenna, " + date(using: &g), x: right - 170, foot: height * 0.62, size: 9, using: &g)
        form(g.pick(Vocabulary.holders), x: width * 0.42, y: height * 0.68, size: 7.5)
        sign(x: right - 140, foot: lineTop - 16, width: g.uniform(60, 110), using: &g)
    }
}

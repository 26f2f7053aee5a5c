/// Names and words of drawn checks; people, banks and places are of the Galactic Empire.
enum Vocabulary {
    static let banks = [
        "TRANTOR NATIONAL BANK", "First Bank of Terminus", "BANK OF SIWENNA", "Helicon Mutual",
        "Anacreon Savings & Trust", "KALGAN COMMERCIAL BANK", "Smyrno Credit Union",
        "Bank of the Periphery N.A.", "DARIBOW TRUST COMPANY", "Loris Building Society",
    ]
    static let places = [
        "14 Imperial Avenue, Streeling", "Corniche Road, P.O. Box 1000", "221 Mayor's Square",
        "Branch 052, Main Street 7", "Wye Sector, Trantor 48201", "Port Terminus, Dock 9",
    ]
    static let holders = [
        "HARBOUR LIGHT TRADING W.L.L.", "Dors V. Salvor", "ENCYCLOPEDIA PRESS INC.",
        "Golan & Daughters Ltd", "M. Palver", "Arkady & Homir Darell", "SECOND STREET CLINIC",
    ]
    static let payees = [
        "Bayta Darell", "Second Street Hardware", "Ducem Barr", "The Light Company",
        "Onum Instruments", "Janov Pelorat", "Ebling Mis", "City of Terminus", "Self",
        "Poly Verisof", "Sennett Forell & Sons",
    ]
    static let memos = [
        "rent", "Invoice 4471", "books", "for June", "repairs", "A/C 88213", "tuition",
    ]
    static let captions = [
        "Please do not write or sign below this line", "Payable at par at all branches",
        "VOID AFTER 90 DAYS", "Security features included. Details on back.",
        "Printed by Siwenna Security Press", "Valid for three months only",
    ]
    static let stamps = [
        "PAID", "RECEIVED", "FOR DEPOSIT ONLY", "CLEARED", "CANCELLED", "A/C PAYEE",
    ]

    static let arabicBanks = [
        "بنك ترانتور الوطني", "مصرف الواحة التجاري", "بنك المرفأ الإسلامي", "البنك الأهلي",
    ]
    static let arabicPayees = [
        "أحمد بن سالم", "شركة النور للتجارة", "فاطمة الهاشمي", "مؤسسة البحر الأزرق", "يوسف الكندي",
        "ورشة المدينة", "حامله",
    ]
    static let arabicHolders = ["شركة ضوء الميناء ذ.م.م", "سلمى بنت راشد", "دار الموسوعة للنشر"]
    static let arabicPay = ["ادفعوا لأمر", "إدفعوا بموجب هذا الشيك إلى", "ادفعوا إلى أو لحامله"]
    static let arabicSum = ["مبلغ وقدره", "المبلغ", "فقط"]
    static let arabicDate = "التاريخ"
    static let arabicSignature = "التوقيع"

    /// The digits of a text as Arabic writes them.
    static func arabicDigits(_ text: String) -> String {
        String(
            text.map { character in
                guard let digit = character.wholeNumberValue, character.isASCII else {
                    return character
                }
                return Array("٠١٢٣٤٥٦٧٨٩")[digit]
            }
        )
    }
}

extension NumberWords {
    private static let arabicUnits = [
        "صفر", "واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة",
        "أحد عشر",
        "اثنا عشر", "ثلاثة عشر", "أربعة عشر", "خمسة عشر", "ستة عشر", "سبعة عشر", "ثمانية عشر",
        "تسعة عشر",
    ]
    private static let arabicTens = [
        "", "", "عشرون", "ثلاثون", "أربعون", "خمسون", "ستون", "سبعون", "ثمانون", "تسعون",
    ]
    private static let arabicHundreds = [
        "", "مائة", "مائتان", "ثلاثمائة", "أربعمائة", "خمسمائة", "ستمائة", "سبعمائة", "ثمانمائة",
        "تسعمائة",
    ]

    /// The Arabic words of a number from 0 to 99,999.
    static func arabic(_ number: Int) -> String {
        if number < 20 { return arabicUnits[max(0, number)] }
        if number < 100 {
            let rest = number % 10
            let tens = arabicTens[number / 10]
            return rest == 0 ? tens : arabicUnits[rest] + " و" + tens
        }
        if number < 1000 {
            let rest = number % 100
            let hundreds = arabicHundreds[number / 100]
            return rest == 0 ? hundreds : hundreds + " و" + arabic(rest)
        }
        let thousands =
            switch number / 1000 {
            case 1: "ألف"
            case 2: "ألفان"
            case 3...10: arabic(number / 1000) + " آلاف"
            default: arabic(number / 1000) + " ألفا"
            }
        let rest = number % 1000
        return rest == 0 ? thousands : thousands + " و" + arabic(rest)
    }
}

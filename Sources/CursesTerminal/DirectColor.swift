/// A terminfo entry for terminals that take red, green and blue whatever `TERM` says.
///
/// The entries xterm-direct and tmux-direct are not part of Debian's ncurses-base, and they write
/// colours with colons, which fewer terminals read than `38;2;r;g;b`. This one is xterm-256color with
/// other colours. It was made from the source below by
/// `tic -x -o DIR FILE && TERMINFO=DIR infocmp -x -0 -Q2 radiant-direct`:
///
///     radiant-direct|direct colour with semicolons,
///       RGB, colors#0x1000000, pairs#0x10000, ccc@, initc@, oc@, op=\E[39;49m,
///       setaf=\E[%?%p1%{8}%<%t3%p1%d%e38;2;%p1%{65536}%/%d;%p1%{256}%/%{255}%&%d;%p1%{255}%&%d%;m,
///       setab=\E[%?%p1%{8}%<%t4%p1%d%e48;2;%p1%{65536}%/%d;%p1%{256}%/%{255}%&%d;%p1%{255}%&%d%;m,
///       setf@, setb@, kmous@, kLFT@, use=xterm-256color,
enum DirectColor {
    /// The entry's name.
    static let name = "radiant-direct"

    /// The entry as ncurses 6.1 and later read it from the variable `TERMINFO`.
    static let entry = """
        b64:HgItACYADwCdAREGcmFkaWFudC1kaXJlY3R8ZGlyZWN0IGNvbG91ciB3aXRoIHNlbWljb2xvbnMAAAEAAAEAAAAB\
        AAAAAAEBAAAAAAAAAAEAAAEAAAEAAAAAAAAAAAEAUAAAAAgAAAAYAAAA____________________________________\
        _________________wAAAAEAAAEAAAAEAAYACAAZAB4AJgAqAC4A__85AEoATABQAFcA__9ZAGYA__9qAG4AeAB8AP__\
        __-AAIQAiQCOAP__oAClAKoA__-vALQAuQC-AMcAywDSAP__5ADpAO8A9QD_______8HAf_______xkB__8dAf______\
        _x8B__8kAf__________KAEsATIBNgE6AT4BRAFKAVABVgFcAWAB__9lAf__aQFuAXMBdwF-Af__hQGJAZEB________\
        _____________________5kBogGrAf__rgG3AcAByQHSAdsB5AHtAfYB_wH_______8IAgwCEQIWAioCMwL_____RQJI\
        AlMCVgJYAlsCuAL__7sC__________-9AsECxQLJAs0C_____9EC__8GA_____8KAxAD_____________xYD________\
        _____xoDHgP__________________________________________________________________yID_____ykD____\
        ______8wAzcD_v______PgP__0UD________TAP_____________UwNZA18DZgNtA3QDewODA4sDkwObA6MDqwOzA7sD\
        wgPJA9AD1wPfA-cD7wP3A_8DBwQPBBcEHgQlBCwEMwQ7BEMESwRTBFsEYwRrBHMEegSBBIgEjwSXBJ8EpwSvBLcEvwTH\
        BM8E1gTdBOQE6QT___________________________________________________________AE-wQABRMFFwX-__7_\
        ______7__v___________________yAF________________________JQX_________________________________\
        ____________________KwU8Bf_____________________________-_________04FoQX___________________QF\
        ____________________________________________________________________________________________\
        ____________________CwYOBhtbWgAHAA0AG1slaSVwMSVkOyVwMiVkcgAbWzNnABtbSBtbMkoAG1tLABtbSgAbWyVp\
        JXAxJWRHABtbJWklcDElZDslcDIlZEgACgAbW0gAG1s_MjVsAAgAG1s_MTJsG1s_MjVoABtbQwAbW0EAG1s_MTI7MjVo\
        ABtbUAAbW00AGygwABtbNW0AG1sxbQAbWz8xMDQ5aBtbMjI7MDswdAAbWzJtABtbNGgAG1s4bQAbWzdtABtbN20AG1s0\
        bQAbWyVwMSVkWAAbKEIAGyhCG1ttABtbPzEwNDlsG1syMzswOzB0ABtbNGwAG1syN20AG1syNG0AG1s_NWgkPDEwMC8-\
        G1s_NWwAG1shcBtbPzM7NGwbWzRsGz4AG1tMAH8AG1szfgAbT0IAG09QABtbMjF-ABtPUQAbT1IAG09TABtbMTV-ABtb\
        MTd-ABtbMTh-ABtbMTl-ABtbMjB-ABtPSAAbWzJ-ABtPRAAbWzZ-ABtbNX4AG09DABtbMTsyQgAbWzE7MkEAG09BABtb\
        PzFsGz4AG1s_MWgbPQAbWz8xMDM0bAAbWz8xMDM0aAAbRQAbWyVwMSVkUAAbWyVwMSVkTQAbWyVwMSVkQgAbWyVwMSVk\
        QAAbWyVwMSVkUwAbWyVwMSVkTAAbWyVwMSVkRAAbWyVwMSVkQwAbWyVwMSVkVAAbWyVwMSVkQQAbW2kAG1s0aQAbWzVp\
        ACVwMSVjG1slcDIlezF9JS0lZGIAG2MbXTEwNAcAG1shcBtbPzM7NGwbWzRsGz4AGzgAG1slaSVwMSVkZAAbNwAKABtN\
        ACU_JXA5JXQbKDAlZRsoQiU7G1swJT8lcDYldDsxJTslPyVwNSV0OzIlOyU_JXAyJXQ7NCU7JT8lcDElcDMlfCV0Ozcl\
        OyU_JXA0JXQ7NSU7JT8lcDcldDs4JTttABtIAAkAG093ABtPeQAbT3UAG09xABtPcwBgYGFhZmZnZ2lpampra2xsbW1u\
        bm9vcHBxcXJyc3N0dHV1dnZ3d3h4eXl6ent7fHx9fX5-ABtbWgAbWz83aAAbWz83bAAbT0UAG09GABtPTQAbWzM7Mn4A\
        G1sxOzJGABtbMTsySAAbWzI7Mn4AG1s2OzJ-ABtbNTsyfgAbWzE7MkMAG1syM34AG1syNH4AG1sxOzJQABtbMTsyUQAb\
        WzE7MlIAG1sxOzJTABtbMTU7Mn4AG1sxNzsyfgAbWzE4OzJ-ABtbMTk7Mn4AG1syMDsyfgAbWzIxOzJ-ABtbMjM7Mn4A\
        G1syNDsyfgAbWzE7NVAAG1sxOzVRABtbMTs1UgAbWzE7NVMAG1sxNTs1fgAbWzE3OzV-ABtbMTg7NX4AG1sxOTs1fgAb\
        WzIwOzV-ABtbMjE7NX4AG1syMzs1fgAbWzI0OzV-ABtbMTs2UAAbWzE7NlEAG1sxOzZSABtbMTs2UwAbWzE1OzZ-ABtb\
        MTc7Nn4AG1sxODs2fgAbWzE5OzZ-ABtbMjA7Nn4AG1syMTs2fgAbWzIzOzZ-ABtbMjQ7Nn4AG1sxOzNQABtbMTszUQAb\
        WzE7M1IAG1sxOzNTABtbMTU7M34AG1sxNzszfgAbWzE4OzN-ABtbMTk7M34AG1syMDszfgAbWzIxOzN-ABtbMjM7M34A\
        G1syNDszfgAbWzE7NFAAG1sxOzRRABtbMTs0UgAbWzFLABtbPzY5bAAbWyVpJWQ7JWRSABtbNm4AG1s_JVs7MDEyMzQ1\
        Njc4OV1jABtbYwAbWzM5OzQ5bQAbWzNtABtbMjNtABtbPzY5aBtbJWklcDElZHMAG1s_NjloG1slaTslcDElZHMAG1sl\
        PyVwMSV7OH0lPCV0MyVwMSVkJWUzODsyOyVwMSV7NjU1MzZ9JS8lZDslcDElezI1Nn0lLyV7MjU1fSUmJWQ7JXAxJXsy\
        NTV9JSYlZCU7bQAbWyU_JXAxJXs4fSU8JXQ0JXAxJWQlZTQ4OzI7JXAxJXs2NTUzNn0lLyVkOyVwMSV7MjU2fSUvJXsy\
        NTV9JSYlZDslcDElezI1NX0lJiVkJTttABtbPzY5aBtbJWklcDElZDslcDIlZHMAG2wAG20AAAMAAABOAJ8A3AMBAQEA\
        AAAJABIAGQAlACoAPABDAEoAUABaAHoAgQCIAI8AlgCdAKQAqwCyALkAwADHAM4A1QDcAOMA6gDxAPgA_wAGAQ0BFAEb\
        ASIBKQEwATcBPgFFAUwBUwFaAWEBaAFvAXYBfQGEAYsBkgGZAaABpwGuAbUBvAHDAcoB0QHYAd8B5gHqAe4B8gH2AfoB\
        _gECAgYCCgIOAhICFgIcAiECAAADAAcACgANABAAEwAWABkAHAAfACIAJQAoACsAMAA1ADoAPwBEAEgATQBSAFcAXABh\
        AGcAbQBzAHkAfwCFAIsAkQCXAJ0AogCnAKwAsQC2ALwAwgDIAM4A1ADaAOAA5gDsAPIA-AD-AAQBCgEQARYBHAEiASgB\
        LgEyATcBPAFBAUYBSwFPAVMBVwFbAV8BZQFrAXEBdwF9AYMBiQGOAZMBG1s_MjAwNGwAG1s_MjAwNGgAG10xMTIHABtd\
        MTI7JXAxJXMHABtbM0oAG101MjslcDElczslcDIlcwcAG1syMDF-ABtbMjAwfgAbWzIgcQAbWyVwMSVkIHEAG1s_MTAw\
        NjsxMDAwJT8lcDElezF9JT0ldGglZWwlOwAbWzM7M34AG1szOzR-ABtbMzs1fgAbWzM7Nn4AG1szOzd-ABtbMTsyQgAb\
        WzE7M0IAG1sxOzRCABtbMTs1QgAbWzE7NkIAG1sxOzdCABtbMTszRgAbWzE7NEYAG1sxOzVGABtbMTs2RgAbWzE7N0YA\
        G1sxOzNIABtbMTs0SAAbWzE7NUgAG1sxOzZIABtbMTs3SAAbWzI7M34AG1syOzR-ABtbMjs1fgAbWzI7Nn4AG1syOzd-\
        ABtbMTszRAAbWzE7NEQAG1sxOzVEABtbMTs2RAAbWzE7N0QAG1s2OzN-ABtbNjs0fgAbWzY7NX4AG1s2OzZ-ABtbNjs3\
        fgAbWzU7M34AG1s1OzR-ABtbNTs1fgAbWzU7Nn4AG1s1Ozd-ABtbMTszQwAbWzE7NEMAG1sxOzVDABtbMTs2QwAbWzE7\
        N0MAG1sxOzJBABtbMTszQQAbWzE7NEEAG1sxOzVBABtbMTs2QQAbWzE7N0EAG094ABtPdAAbT3YAG09yABtPRQAbT2sA\
        G09sABtPbwAbT24AG09qABtPbQAbT3AAG1syOW0AG1s5bQAbWzwlaSVwMyVkOyVwMSVkOyVwMiVkOyU_JXA0JXRNJWVt\
        JTsAQVgAUkdCAFhUAEJEAEJFAENyAENzAEUzAE1zAFBFAFBTAFNlAFNzAFhNAGtEQzMAa0RDNABrREM1AGtEQzYAa0RD\
        NwBrRE4Aa0ROMwBrRE40AGtETjUAa0RONgBrRE43AGtFTkQzAGtFTkQ0AGtFTkQ1AGtFTkQ2AGtFTkQ3AGtIT00zAGtI\
        T000AGtIT001AGtIT002AGtIT003AGtJQzMAa0lDNABrSUM1AGtJQzYAa0lDNwBrTEZUMwBrTEZUNABrTEZUNQBrTEZU\
        NgBrTEZUNwBrTlhUMwBrTlhUNABrTlhUNQBrTlhUNgBrTlhUNwBrUFJWMwBrUFJWNABrUFJWNQBrUFJWNgBrUFJWNwBr\
        UklUMwBrUklUNABrUklUNQBrUklUNgBrUklUNwBrVVAAa1VQMwBrVVA0AGtVUDUAa1VQNgBrVVA3AGthMgBrYjEAa2Iz\
        AGtjMgBrcDUAa3BBREQAa3BDTUEAa3BESVYAa3BET1QAa3BNVUwAa3BTVUIAa3BaUk8Acm14eABzbXh4AHhtAA==
        """
}

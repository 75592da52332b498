/// Keys that protect nothing.
enum ExampleKeys {
    static let rsa = """
        -----BEGIN RSA PRIVATE KEY-----
        MIIEpAIBAAKCAQEAwU+p/xazmVxtDM0X0yhrYHaSohrC+SFuz+c9y7JOh4lKYWAu
        spSsQj/WezpnYWiCMSya45KpHCv6kIxM7QcnQl4HCGJAWDAA8RD8K2Ek7y1BC2gJ
        6chPvf4jgq1lv8Y+07FZIcHNbI9FmLQ3SQ8GTZKN7+jGirYWQO3v6sZuoVQ33Nkn
        xq9UwF7KZgjOM9Bxdl74wARMOTZEcGvNA+DE3pfvWHoZENAuQL40xXk2Pw33Uij+
        U9YpfdkgJjzP3A2D0hqcQDSxxhlYqZgf+fVQRdcAH1Yf3Cp1s9AJtekLAT0DeGgS
        SOAYM9wxY6bwzpQWimR+n2N/cpUb/SP82+GdrwIDAQABAoIBABtbJQkhSEyKpNqr
        52mNYxdP5aj6X98WQ8fjcdOdVGRKdx6CmE599ZvxIW683Bu6c2TMFXs2VPzUncJ4
        6FCes4fpJdZM482BtZBnwUJ489tuVwcV3llEF0IhcHBcuMpuc+j3RFAfoezGoFMK
        Jcy5S0C3svhhbj9Q903m82MRA7ThUU83GIwBhRWNfJgw4m4kuWiuJ2WLQjvkDaM8
        LdCcz5XeFqQfFyvEo1kiukmlypMzjZHz+Z0QbaGe9JOG5gurDlXAw8fa5cWk3wC8
        pGIsgkHXYH6MRFQb7+1GnJWolS6s30jlufHylQ6YU+C7Y99u6dVHmJaYw5taNfNO
        CKTm1RkCgYEA8i9xbVV2SMNH5SVV3qtyFAygGvNtGko7th2QgqDCuYVLAJJ9QsH4
        Y+7FXXV53Ohp7pIfzKLECzFmyDot5rs2ayitUIOQ5f6SPLwKLhaHborDSwoQ2Okt
        cTx7FhDBDNomyw4AFenl01yl29VC69B1nj+AJsxyo4Jh8a2DuGibY4sCgYEAzFaG
        9DQW4+Ee+E7IHiA6KXsEzR3rMoJQ4jz7TK8Zu5gUMcKeR4VwF3MMMDYrAsjeLoZW
        9GcQ2QqKvTZHaq5w7Zjcwrwm3/XwONuKGs93Sq1Zlsuffx7HIqFiUMLe80UbtI2Q
        IAGgvittgkWC30qvxjXt7MraRjKZdouw1KQqIu0CgYEAzDy+RxnfWpV0uAW4WMP0
        vHu5OYE37QfVO0vLZp30GUgTbDQddoLl2kCuKJa9YlKNoyePsZ9B/L54kzqdIwuW
        ZOA06MVLGOqKoLVjUGKna82RzGJ8urBKJkh+9KjEZPZD6NGxuMk7i/eB19YNTZjK
        191tUUrxEnsN5iYSAx4UjOkCgYA6tcnEtIq3IuGRGqGo9j1/2ZbBkI0ZUBQJTNgv
        akgMfF+hBHgRuKdCNY4U9Btbi3c7CuJFCq/ujHbccpIGduR/f+I+GW1aAAHrdDi0
        B1QRIsmQ6CSFk8RHkPL8nWENqJeTQvFcINuciEHIokw99+mVG72mwYoBjVxGkVBX
        aGuq6QKBgQC0sDpftZ8btbJMAzQgElWP/ySH2pV38rMfx/zTm1B0iwVro0Y0hK0u
        JNZMeDSimNlzOSR735Y3SMqVlwznP8uUqoCygPM6qdj5OUkZD4HcWJMBRqY1E4RC
        jGz7m9IL5eOrW0QENs83qWc6bg9/MPVvBjO/TOmOljMtnAizglrvWQ==
        -----END RSA PRIVATE KEY-----
        """

    /// The same key, encrypted with the passphrase "open".
    static let encryptedRSA = """
        -----BEGIN RSA PRIVATE KEY-----
        Proc-Type: 4,ENCRYPTED
        DEK-Info: AES-128-CBC,01B250AEA7CF970FC8685DE34E9C4D5C

        /6Glr2wzI+tXsMRi8ReIfFZkkpx6YoLe3OJoyVfmPj0AQsy3OC75tVPRh+nea24y
        MLn/XbDFVqHn4vVhL2lVB5ReddC6YwIoujpe2mpISSnnosdZF8ZcKALKhhjuPuYu
        plXkIrOYGEfD0nOyEveXiTQIetTSMSgQWKtIBAEeflPwDxCQ7ieDXHUeP2UCol1q
        1L4KIWGFzcvWedL+rzkrlA+vnwuoHtTCYzC3RPTXwj1BWe9AaqerIx74AaIjMHhE
        CBs009B5kcPF2PE1fQzdMYG61Ha30M9RluQv4CXlt5252i6mU3k4zdWjgck96mLi
        gdB+gB4EOyyx9UaI+sTfOzYzvMTtQfej9vDhCoKUbZOuzMUFoOE+ajgng7owgq6Q
        iECnZtEggMDOvW4cks8cWN4zoRk96pt4ISY7hSdOQ2/g7wLUfzOOWbOdPengmN/M
        jAG8CAwVIO/PgVl+1NnWAriAI3x2I1kc/ZWG2clHCGiaU2iz5y2f2T6kq7IzU1sN
        C7Wwp6iIZSU4xjcuEpjx3m1UQnBtUkcLwiCeBZG7uM6yq769TtbrckVHE6gXw5l9
        oO9rUAN+4ExCVMf20vAjg+nOWV87hAWh0V4WXJgeZVnDE1VYHyDpTsaCO6MCxzum
        570a2oF1QkELvE0zhEizznlucA73+X3eN4B81oDbeMgkYlEWnji3yoKHlRytsqwM
        IGUEXH79vl4AFAyjX2Gjbdt/ljVJ1NIc4UaT+WVqMgwMUZxB/eObdzUXj0EC8t8H
        cYd1zkt+cvrLpaW8Yembaqa5Lt/d5Iq+h4KnHV5NAIX8fadvsrsJz+kJdxPju0bj
        n0j0yMsa2uh+KOkOgS2wUvzMwl3ou/tCoA3DjjN99ZSyTwGosgsT4DyKGPjHkPTL
        Ep7xt8DlV2F3oE+1rhcMlHigj6ZskrsVmJUnTU2EgExG5J1vry6GkG4nWYEkzRyi
        7nP+BJKEJ2YqhoNOeTtBtLnSNhAVx0Jp2KrP8vLv8ZZ1xcZWAYiiF6Lry8KJgYmM
        LclQ6gvD0WVE0wytnMAYSzMu3smIa5SyzkS+mCNWTtPaVOGrlbZH8r6e2PJUC1Bg
        g8VBG0Uj6e3vL+X3NgzkXc1dTl6GD0c4xnzGeaF97OFwMmyZsroLbVY2o/FyFfQU
        5eyTH3OWjVVgsjUDGeRCfPql0RMSYx9xjn/IWmQNPpY6MQqJB23hRQfCmDHn4r5j
        x1AsnPkLm7O5Ky+euKOBBxE5MlNt3Ys9lmF9+AogynooZ/2v/GODF5QDsU4n6Ybn
        CRnhhBc9aYQNkIFht2TLcAPO7qEnz8112siPKOepNJRtnS4u9sFCo+aNoD0AykMV
        lBa2/uthr3//yLUlgPSXplzFoej0b2vmaoGEH1R49twfawedS1WdPTFMgE2/u3Y8
        ZF6/XGnj29CtlQ3OItl95+wbI/S54d3Yd8q9QldoejoT8uuRy2/DEpS9wNabIErb
        UtcIdoG+tPRyYGnLRJepl13H10q9kh23G0+OpWIdkFZr+TrlWr2xTqUGEh3UKIQu
        qocvl6dzOTJMZa2eBs1IjQmCpPlehXSsBGB+i0qPShUJO6dtldZ+lgIJwEY8bG+B
        -----END RSA PRIVATE KEY-----
        """

    /// The key of RFC 6979, appendix A.2.5.
    static let p256 = """
        -----BEGIN EC PRIVATE KEY-----
        MHcCAQEEIMmvqdhFunUWa1whV2ex1pNOUMPbNuibEnuKYisSD2choAoGCCqGSM49
        AwEHoUQDQgAEYP7UuiVanTHJYet0xjVtaMBJuJI7Yfps5mliLmDyn7Z5A/4QCLi8
        maQa6elWKLxk8vGyDC1+n1F3o8KU1EYimQ==
        -----END EC PRIVATE KEY-----
        """
}

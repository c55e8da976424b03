package dev.healthevents.ops.access;

import java.util.List;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.AuthorityUtils;

/** What one may who has signed in. */
final class Rights {

    static final String LOOK = "LOOK";
    static final String ACT = "ACT";
    static final List<GrantedAuthority> ALL = AuthorityUtils.createAuthorityList("ROLE_" + LOOK, "ROLE_" + ACT);

    private static final List<GrantedAuthority> LOOKING = AuthorityUtils.createAuthorityList("ROLE_" + LOOK);

    private Rights() {}

    static List<GrantedAuthority> of(Access.Credential credential) {
        return credential.mayAct() ? ALL : LOOKING;
    }
}

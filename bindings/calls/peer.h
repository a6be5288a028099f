/* peer.h - */

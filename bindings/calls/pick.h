/* pick.h - */

/* score.h - */

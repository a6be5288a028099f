/* award.h - */
